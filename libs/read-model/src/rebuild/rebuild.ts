import type { EventLog } from '@reprise/event-log';
import type { ClientBase } from 'pg';
import { databaseOf } from '../database.ts';
import { tryLock } from '../locks.ts';
import { pinClient } from '../pinned-client.ts';
import { readCheckpoint } from '../projector/checkpoint.ts';
import { positionIn } from '../projector/project.ts';
import { fork, openReadModel, type ReadModel } from '../read-model.ts';
import { AuditComparison } from './compare-audit.ts';
import {
  areDamaged,
  comparableUpTo,
  compare,
  contentsOf,
  lacks,
  unlessDamaged,
  type TableComparison,
} from './contents.ts';
import { fill } from './fill.ts';
import { noteRebuild } from './last-rebuild.ts';
import { assertMatchesHeads, type ChainHead } from './match-heads.ts';
import { isDataError } from '../rows/quarantined.ts';
import { LogLoader } from './load/load-log.ts';
import { NotLoadableError } from './load/not-loadable.ts';
import { dropSecondaryIndexes, indexAndAnalyze } from './secondary-indexes.ts';
import { swap } from './swap.ts';

export interface RebuildProgress {
  readonly phase: 'reading' | 'indexing' | 'comparing' | 'swapping' | 'done';
  /** Number of events projected so far. */
  readonly events: number;
  /** Average since the start. */
  readonly events_per_second: number;
}

export interface RebuildOptions {
  readonly databaseUrl: string;
  readonly log: EventLog;
  /** Default `rm`. */
  readonly schema?: string;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
  /** Signed heads that the new tables must match. */
  readonly trust?: { heads(): Promise<{ readonly heads: readonly ChainHead[] }> };
}

export interface Rebuilt {
  readonly events: number;
  readonly duration_ms: number;
  /**
   * Schema that keeps the old tables if they contain events that the log lacks, because they come from a different or a
   * longer log.
   */
  readonly kept: string | null;
  /** Null if the old tables were empty, or came from a different or a longer log. */
  readonly compared: TableComparison | null;
  /** Whether a file of the old tables could not be read. */
  readonly damaged: boolean;
}

/**
 * Rebuilds the tables from the log, next to the live tables, and swaps them in; the live projector continues from
 * there. If it fails or `signal` aborts, the live tables are unchanged.
 * @throws HeadMismatchError if the log does not match the signed heads
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { databaseUrl, schema = 'rm' } = options;
  await using live = await openReadModel({ databaseUrl, schema, poolSize: 2 });
  await using pinned = await pinClient(databaseUrl, 'reprise rebuild');
  if (!(await tryLock(pinned.client, 'rebuild', schema))) throw new Error('Another rebuild is under way.');
  const leftovers = [`${schema}_next`, `${schema}_old`];
  await dropSchemas(pinned.client, leftovers);
  try {
    try {
      return await build(live, pinned.client, options, true);
    } catch (error) {
      if (!isDataError(error) && !(error instanceof NotLoadableError)) throw error;
    }
    // An event has to be quarantined, so the tables are filled batch by batch, as the projector does.
    await dropSchemas(pinned.client, leftovers);
    return await build(live, pinned.client, options, false);
  } finally {
    await dropSchemas(pinned.client, leftovers);
  }
}

async function build(
  live: ReadModel,
  client: ClientBase,
  { log, onProgress = () => undefined, signal, trust }: RebuildOptions,
  inBulk: boolean,
): Promise<Rebuilt> {
  const { databaseUrl } = live;
  await using next = await openReadModel({ databaseUrl, schema: `${live.schema}_next`, poolSize: 2 });
  const started = performance.now();
  let events = 0;
  const report = (phase: RebuildProgress['phase']) =>
    onProgress({ phase, events, events_per_second: (events * 1000) / (performance.now() - started) });
  // Read before the end of the log, so that everything projected by then is in the log.
  const before = await unlessDamaged(contentsOf(live));
  let position = await positionIn(next, (await log.head()).created);
  const options = (phase: RebuildProgress['phase'], to?: number) => {
    const wrote = (count: number) => {
      events += count;
      report(phase);
    };
    return { to, wrote, signal };
  };
  const catchUp = async (phase: RebuildProgress['phase']) => {
    position = await fill(next, log, position, options(phase));
  };

  const indexes = inBulk ? await dropSecondaryIndexes(client, next.schema) : [];
  const last_seq = before && (await comparableUpTo(before, log));
  let comparing: Promise<TableComparison | null> = Promise.resolve(null);
  await using one = await pinClient(next.databaseUrl, 'reprise rebuild audit');
  await using other = await pinClient(next.databaseUrl, 'reprise rebuild audit');
  await using loading = await pinClient(next.databaseUrl, 'reprise rebuild load');
  const loader = await LogLoader.into(next, [one.client, other.client, loading.client]);
  const load = async (to?: number, stored?: (seq: number) => void) => {
    const filled = options('reading', to);
    position = await (inBulk ? loader.load(log, position, { ...filled, stored }) : fill(next, log, position, filled));
  };
  if (before && last_seq !== null) {
    const audits = new AuditComparison(live, next);
    await load(last_seq, (seq) => audits.add(seq));
    comparing = compare(before, await contentsOf(next), audits.upTo(last_seq), last_seq);
    // Awaited below. This handler prevents an unhandled rejection until then.
    comparing.catch(() => undefined);
  }
  await load();
  report('indexing');
  await indexAndAnalyze(next.databaseUrl, next.schema, indexes);
  report('comparing');
  const compared = await comparing;
  const damaged = before === null || (last_seq === null ? await areDamaged(live, before) : compared === null);
  const signed = await trust?.heads();
  await catchUp('reading');
  if (signed) await assertMatchesHeads(next, position, signed.heads);

  report('swapping');
  let kept: string | null = null;
  await swap(client, live.schema, async () => {
    await catchUp('swapping');
    await noteRebuild(next, events, performance.now() - started);
    const old = await unlessDamaged(readCheckpoint(databaseOf(fork(live))));
    kept = old && (await lacks(log, old)) ? keptName(live.schema) : null;
    return kept ?? `${live.schema}_old`;
  });
  report('done');
  return { events, duration_ms: performance.now() - started, kept, compared, damaged };
}

const keptName = (schema: string): string =>
  `${schema}_kept_${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;

async function dropSchemas(client: ClientBase, names: readonly string[]): Promise<void> {
  for (const name of names) await client.query(`drop schema if exists ${client.escapeIdentifier(name)} cascade`);
}
