import { join } from 'node:path';
import { openJetStreamLog, upgradeStream } from '@reprise/event-log';
import { restoreSaved } from './consumer-positions.ts';
import { copyOf, hasPublishedSubjects, isCopyOf, makeCopy, withCopies } from './log-copy.ts';
import { remakeCopy } from './remake-copy.ts';

/** Where the log is, with the logins of nats-accounts.ts, and how it is to be kept. */
export interface LogPlace {
  readonly reprise: string;
  /** Undefined where others run the server and make the copy. */
  readonly copier: string | undefined;
  /** May change the stream of an earlier release; by default `reprise`, which may where there is one login for all. */
  readonly upgrader?: string | undefined;
  /** On how many servers of a cluster log and copy are kept, where they are made. */
  readonly replicas?: number | undefined;
  /** The servers' monitoring ports, commas between. */
  readonly monitorUrl?: string | undefined;
  /** File that holds the positions of programs while the copy is made anew; without one, a crash then loses them. */
  readonly positionsFile?: string | undefined;
}

/** Where the positions of programs are held in a data folder. */
export const positionsFileIn = (dataFolder: string): string => join(dataFolder, 'copy-positions.json');

/**
 * Makes the log's stream, and its copy for the programs of others, where they are missing or of an earlier release. A copy
 * of another log stays: it may be all that is left of that one.
 * @returns what an operator should know about them
 */
export async function prepareLog({
  reprise,
  copier,
  upgrader = reprise,
  positionsFile,
  ...place
}: LogPlace): Promise<readonly string[]> {
  await upgradeStream({ servers: upgrader, name: 'reprise upgrade' });
  const { log, warnings } = await openJetStreamLog({ servers: reprise, name: 'reprise start', ...place });
  try {
    if (copier === undefined) return warnings;
    return await withCopies(copier, async (copies, consumers) => {
      // Before the log's end is asked for, which a copy never passes.
      const copy = await copyOf(copies);
      const head = await log.head();
      if (!copy) await makeCopy(copies, head, place.replicas);
      else if (!isCopyOf(copy, head)) return [...warnings, COPY_OF_ANOTHER];
      if (positionsFile !== undefined) await restoreSaved(consumers, positionsFile, head);
      if (copy && !hasPublishedSubjects(copy)) await remakeCopy(copies, consumers, copy, head, positionsFile);
      return warnings;
    });
  } finally {
    await log.close();
  }
}

const COPY_OF_ANOTHER =
  'The copy that other programs read is one of another log: it leaves out what this log has at the sequences that the copy has. ' +
  'Where this log is the right one, npm run rebuild makes the copy anew, and so does npm run reseed: docs/events.md.';
