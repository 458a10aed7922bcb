import type { Head } from '@reprise/event-log';
import { readPosition, type Position } from '../projector/checkpoint.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';
import { digestsIn } from './digest.ts';

/** What tables held at one moment: how far they followed which log, and a digest of each one's rows. */
interface Contents {
  /** Null while nothing was projected. */
  readonly position: Position | null;
  readonly digests: Readonly<Record<string, string>>;
}

/** A stream that was seeded again stored its events at other times than the tables have been keeping. */
const NOT_OF_THE_EVENTS = ['stored_at'];

export const contentsOf = (readModel: ReadModel): Promise<Contents> =>
  snapshot(readModel, async (em) => ({
    position: await readPosition(em.getKysely<unknown>()),
    digests: await digestsIn(em, NOT_OF_THE_EVENTS),
  }));

/** Up to where the log that ends at `head` can give the same; null where it cannot, or where there is nothing yet. */
export function comparableUpTo({ position }: Contents, head: Head): number | null {
  if (position === null || position.last_seq === 0) return null;
  return position.stream_created === head.created && position.last_seq <= head.last_seq ? position.last_seq : null;
}

/** The tables whose rows are not the same in both, by name. */
export const differing = (a: Contents, b: Contents): string[] =>
  Object.keys(a.digests).filter((table) => a.digests[table] !== b.digests[table]);
