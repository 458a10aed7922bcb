import { EVERYTHING, type EventLog, type LogEntry } from '@reprise/event-log';
import type { ClientBase } from 'pg';
import { addActivity } from '../../activity/add-activity.ts';
import { countActivity, type ActivityCounts } from '../../activity/count-activity.ts';
import { chainBytes } from '../../chain/chain.ts';
import { databaseOf } from '../../database.ts';
import {
  AttemptEntity,
  ClassificationEntity,
  JobEntity,
  QueueEntity,
  QuarantinedEntity,
  SignatureEntity,
  TaskEntity,
  type AuditRow,
  type ClassificationRow,
  type QuarantinedRow,
  type SignatureRow,
} from '../../entities/index.ts';
import { classificationRows } from '../../fold/classification-rows.ts';
import { signatureRows } from '../../fold/signature-rows.ts';
import { foldBatch } from '../../fold/fold-batch.ts';
import { movePosition, type Position } from '../../projector/checkpoint.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { auditRow } from '../../rows/audit-row.ts';
import { writeRows } from '../../rows/write-rows.ts';
import { chunks } from '../chunks.ts';
import type { FillOptions } from '../fill.ts';
import { AuditCopy } from './audit-copy.ts';
import { copyRows } from './copy-stream.ts';
import { FirstSequences } from './first-sequences.ts';
import { HeldRows, type Flush } from './held-rows.ts';
import { NotLoadableError } from './not-loadable.ts';

const BATCH = 1000;

interface LoadOptions extends FillOptions {
  /** Called with the sequence up to which the audit table can be read, except at the end. */
  readonly stored?: ((seq: number) => void) | undefined;
  /** Minimum number of sequences between two calls; default 16,000. */
  readonly part?: number;
}

type Connections = readonly [ClientBase, ClientBase, ClientBase];

/** Rows that a chunk adds besides the audit entries. They never change. */
interface Own {
  readonly aside: readonly QuarantinedRow[];
  readonly classified: readonly ClassificationRow[];
  readonly signed: readonly SignatureRow[];
}

function throwNotLoadable(seq: number, reason: string): never {
  throw new NotLoadableError(`Event ${String(seq)} ${reason}`);
}

/**
 * Fills empty, exclusively owned tables with the same rows as `writeBatch`, but faster: uses `COPY` while the next
 * events are folded, writes the audit table in parts and each job once, and omits indexes that are faster to build at
 * the end. After an error, start over with empty tables.
 */
export class LogLoader {
  readonly #readModel: ReadModel;
  /** Entries of the audit table, which are most of the data. */
  readonly #audit: AuditCopy;
  readonly #client: ClientBase;
  readonly #held: HeldRows;
  /** Written at the end of each load. */
  readonly #counts: ActivityCounts = new Map();
  readonly #firsts = new FirstSequences();
  /** Pending writes in order. Awaiting the second-to-last write limits them to two. */
  #writing: Promise<void> = Promise.resolve();
  #before: Promise<void> = Promise.resolve();

  /** @param connections dedicated connections: two for the audit entries, one for all other rows */
  static async into(readModel: ReadModel, connections: Connections): Promise<LogLoader> {
    // A crash drops these tables anyway, and the commit that swaps them in waits for the disk.
    for (const each of connections) await each.query(`set synchronous_commit = off; set timezone = 'UTC'`);
    return new LogLoader(readModel, connections);
  }

  private constructor(readModel: ReadModel, [one, other, client]: Connections) {
    this.#readModel = readModel;
    this.#audit = new AuditCopy(readModel, one, other);
    this.#client = client;
    this.#held = new HeldRows(readModel);
  }

  /** Loads the log after `position`. Returns the new position of the tables. */
  async load(
    log: EventLog,
    position: Position,
    { to, wrote, signal, stored = () => undefined, part = 16_000 }: LoadOptions,
  ): Promise<Position> {
    let reached = position;
    let partEnds = position.last_seq + part;
    const source = log.read(EVERYTHING, { from: position.last_seq + 1, ...(to !== undefined && { to }) });
    try {
      for await (const chunk of chunks(source, BATCH)) {
        reached = await this.#loadChunk(reached, chunk);
        const { last_seq } = reached;
        if (last_seq >= partEnds) {
          await this.#audit.endPart(() => stored(last_seq));
          partEnds = last_seq + part;
        }
        wrote(chunk.length);
        signal?.throwIfAborted();
      }
      await this.#writing;
      await this.#write({ aside: [], classified: [], signed: [] }, this.#held.flush());
      await addActivity(fork(this.#readModel), this.#counts);
      this.#counts.clear();
      await this.#audit.end();
    } finally {
      await this.#writing.catch(() => undefined);
    }
    await movePosition(databaseOf(fork(this.#readModel)), position, reached);
    return reached;
  }

  async #loadChunk(position: Position, entries: readonly LogEntry[]): Promise<Position> {
    const hashes = chainBytes(position.hash, entries);
    const rows = entries.map((entry, i) => ({ ...auditRow(entry), hash: hashes[i]! }));
    await this.#markRepeats(rows);
    const events = entries.flatMap(({ event }, i) => (event && rows[i]!.repeat_of === null ? [event] : []));
    await this.#held.load(events, this.#writing);
    const changed = foldBatch(this.#held.rows, events, throwNotLoadable);
    countActivity(this.#counts, this.#held.rows.attempts, changed.attempts);
    this.#held.take(changed);
    await this.#audit.write(rows);
    await this.#before;
    const aside = entries.flatMap(({ seq, problem }) => (problem === null ? [] : [{ seq, reason: problem }]));
    const own = { aside, classified: classificationRows(events), signed: signatureRows(events) };
    const released = this.#held.release(changed);
    this.#before = this.#writing;
    this.#writing = this.#before.then(() => this.#write(own, released));
    // Awaited on the next turn. This handler prevents an unhandled rejection until then.
    this.#writing.catch(() => undefined);
    const last_seq = entries.at(-1)!.seq;
    return { ...position, last_seq, count: position.count + entries.length, hash: hashes.at(-1)!.toString('hex') };
  }

  /** Sets `repeat_of` like the function with this name in `rows/`. */
  async #markRepeats(rows: readonly AuditRow[]): Promise<void> {
    for (const row of rows) {
      if (row.event_id === null) continue;
      const first = this.#firsts.firstOrAdd(row.event_id, row.seq);
      if (first === undefined) continue;
      row.repeat_of = await this.#firstOf(row.event_id, first, rows);
    }
  }

  /** Returns `seq` if the entry there has this id. Otherwise two ids share their bits, and the tables are queried. */
  async #firstOf(eventId: string, seq: number, rows: readonly AuditRow[]): Promise<number | null> {
    const near = rows.find((row) => row.seq === seq);
    if (near?.event_id === eventId) return seq;
    await this.#audit.end();
    const db = databaseOf(fork(this.#readModel));
    const audit = db.selectFrom('audit').select('seq').where('event_id', '=', eventId).where('repeat_of', 'is', null);
    const found = await audit.executeTakeFirst();
    return found ? found.seq : null;
  }

  async #write({ aside, classified, signed }: Own, { added, changed }: Flush): Promise<void> {
    const [client, readModel] = [this.#client, this.#readModel];
    await copyRows(client, readModel, QuarantinedEntity, aside);
    await copyRows(client, readModel, ClassificationEntity, classified);
    await copyRows(client, readModel, SignatureEntity, signed);
    await copyRows(client, readModel, JobEntity, [...added.jobs.values()]);
    await copyRows(client, readModel, AttemptEntity, [...added.attempts.values()]);
    await copyRows(client, readModel, TaskEntity, [...added.tasks.values()]);
    await copyRows(client, readModel, QueueEntity, [...added.queues.values()]);
    const tx = fork(readModel);
    await writeRows(tx, JobEntity, [...changed.jobs.values()]);
    await writeRows(tx, AttemptEntity, [...changed.attempts.values()]);
    await writeRows(tx, TaskEntity, [...changed.tasks.values()]);
    await writeRows(tx, QueueEntity, [...changed.queues.values()]);
  }
}
