import type { EntityManager } from '@mikro-orm/postgresql';
import { assertCheckpoint, StreamChangedError, type Checkpoint, type EventLog } from '@reprise/event-log';
import { databaseOf } from '../database.ts';
import { isDatabaseDamaged, readWhole } from '../database-damage.ts';
import { readCheckpoint } from '../projector/checkpoint.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';
import { digestsIn } from './digest.ts';

/** Contents of tables at one moment: their position and log, and a digest of each table's rows. */
export interface Contents {
  /** Null if nothing was projected yet. */
  readonly checkpoint: Checkpoint | null;
  /**
   * Read in the background within the same snapshot. For the audit table, the digest covers what `AuditComparison` does
   * not read.
   */
  readonly digests: Promise<Digests>;
}

/** Digests by table name. */
type Digests = Readonly<Record<string, string>>;

/**
 * Tables without a digest: the audit table is compared by `AuditComparison`, and the reason of a quarantine depends on
 * the release in addition to the events.
 */
const LEFT_OUT = ['audit', 'set_aside.reason'];

/** Returns once the snapshot is taken. Later writes are not included. */
export const contentsOf = (readModel: ReadModel): Promise<Contents> =>
  new Promise((resolve, reject) => {
    const digests = snapshot(readModel, async (em) => {
      // Other connections fill and index tables at the same time, and parallel workers would take processor time from
      // them.
      await em.execute('set local max_parallel_workers_per_gather = 0');
      const checkpoint = await readCheckpoint(databaseOf(em));
      resolve({ checkpoint, digests });
      return { audit: await entriesOutside(em, checkpoint?.seq ?? 0), ...(await digestsIn(em, LEFT_OUT)) };
    });
    digests.catch(reject);
  });

/** Number of entries that the comparison of the audit does not read. It is 0 unless entries were added by hand. */
async function entriesOutside(em: EntityManager, last_seq: number): Promise<string> {
  const outside = databaseOf(em)
    .selectFrom('audit')
    .where((where) => where.or([where('seq', '<', 1), where('seq', '>', last_seq)]));
  return String((await outside.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
}

/**
 * Last sequence that the log can reproduce; null if it cannot reproduce the tables, or if nothing was projected yet.
 */
export async function comparableUpTo({ checkpoint }: Contents, log: EventLog): Promise<number | null> {
  return checkpoint && checkpoint.seq > 0 && !(await lacks(log, checkpoint)) ? checkpoint.seq : null;
}

/** Whether tables at this checkpoint contain events that the log lacks, because it was replaced or truncated. */
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

/** Comparison of the old tables with the result of the log up to their position at the start of the rebuild. */
export interface TableComparison {
  readonly last_seq: number;
  /** Names of tables with different rows. Storage times in the stream are ignored. */
  readonly differing: readonly string[];
}

/**
 * @param audit whether both have the same entries
 * @returns null if a file of the old tables cannot be read
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

/** Whether a file of the tables that are not compared cannot be read. */
export const areDamaged = async (readModel: ReadModel, { digests }: Contents): Promise<boolean> =>
  (await unlessDamaged(Promise.all([digests, readWhole(readModel, 'audit')]))) === null;

/** Null if a file of the tables cannot be read. */
export const unlessDamaged = <T>(read: Promise<T>): Promise<T | null> =>
  read.catch((error: unknown) => {
    if (isDatabaseDamaged(error)) return null;
    throw error;
  });
