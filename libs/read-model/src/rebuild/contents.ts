import type { EntityManager } from '@mikro-orm/postgresql';
import { assertCheckpoint, StreamChangedError, type Checkpoint, type EventLog } from '@reprise/event-log';
import { databaseOf } from '../database.ts';
import { isDatabaseDamaged, readWhole } from '../database-damage.ts';
import { readCheckpoint } from '../projector/checkpoint.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';
import { digestsIn } from './digest.ts';

/** The contents of tables at one moment: how far they followed which log, and a digest of each one's rows. */
export interface Contents {
  /** Null while nothing was projected. */
  readonly checkpoint: Checkpoint | null;
  /** Read while others go on; settles within the same snapshot. Of the audit: what `AuditComparison` does not read. */
  readonly digests: Promise<Digests>;
}

/** By name of the table. */
type Digests = Readonly<Record<string, string>>;

/**
 * The audit is compared by `AuditComparison`. Why an event was set aside does not follow from the events alone: it is said in the
 * words of the release that did so.
 */
const LEFT_OUT = ['audit', 'set_aside.reason'];

/** Returns once the snapshot is taken: what is written later is not in it. */
export const contentsOf = (readModel: ReadModel): Promise<Contents> =>
  new Promise((resolve, reject) => {
    const digests = snapshot(readModel, async (em) => {
      // Others fill and index tables meanwhile, and wait for the processor: helpers would take it from them.
      await em.execute('set local max_parallel_workers_per_gather = 0');
      const checkpoint = await readCheckpoint(databaseOf(em));
      resolve({ checkpoint, digests });
      return { audit: await entriesOutside(em, checkpoint?.seq ?? 0), ...(await digestsIn(em, LEFT_OUT)) };
    });
    digests.catch(reject);
  });

/** Number of entries that the comparison of the audit does not read: none, unless somebody added some. */
async function entriesOutside(em: EntityManager, last_seq: number): Promise<string> {
  const outside = databaseOf(em)
    .selectFrom('audit')
    .where((where) => where.or([where('seq', '<', 1), where('seq', '>', last_seq)]));
  return String((await outside.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
}

/** Up to where the log can give the same; null where it cannot, or where there is nothing yet. */
export async function comparableUpTo({ checkpoint }: Contents, log: EventLog): Promise<number | null> {
  return checkpoint && checkpoint.seq > 0 && !(await lacks(log, checkpoint)) ? checkpoint.seq : null;
}

/** Whether tables at this checkpoint have events that the log has not: it is another one, or lost its end. */
export async function lacks(log: EventLog, checkpoint: Checkpoint): Promise<boolean> {
  if (checkpoint.seq === 0) return false;
  try {
    await assertCheckpoint(log, checkpoint);
    return false;
  } catch (error) {
    if (error instanceof StreamChangedError) return true;
    throw error;
  }
}

/** The old tables, and what the log gives up to where they were when the rebuild began. */
export interface TableComparison {
  readonly last_seq: number;
  /** Tables that had other rows, by name; when the stream stored an event does not count. */
  readonly differing: readonly string[];
}

/**
 * @param audit whether both have the same entries
 * @returns null where a file of the old tables cannot be read
 */
export async function compare(
  old: Contents,
  anew: Contents,
  audit: Promise<boolean>,
  last_seq: number,
): Promise<TableComparison | null> {
  const [before, after, equal] = await Promise.all([unlessDamaged(old.digests), anew.digests, unlessDamaged(audit)]);
  if (before === null || equal === null) return null;
  const isAlike = (table: string) => before[table] === after[table] && (table !== 'audit' || equal);
  return { last_seq, differing: Object.keys(before).filter((table) => !isAlike(table)) };
}

/** Whether a file of tables that are compared with nothing cannot be read. */
export const areDamaged = async (readModel: ReadModel, { digests }: Contents): Promise<boolean> =>
  (await unlessDamaged(Promise.all([digests, readWhole(readModel, 'audit')]))) === null;

/** Null where a file of the tables cannot be read. */
export const unlessDamaged = <T>(read: Promise<T>): Promise<T | null> =>
  read.catch((error: unknown) => {
    if (isDatabaseDamaged(error)) return null;
    throw error;
  });
