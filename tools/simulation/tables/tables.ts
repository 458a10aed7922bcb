import type { LogEntry } from '@reprise/event-log';
import {
  isOpen,
  nothingKnown,
  unusedQueue,
  type Job,
  type KnownJob,
  type KnownQueue,
  type OpenJobs,
} from '@reprise/job';
import { foldBatch, noRows, type Rows } from '@reprise/read-model/testing';

/** Another projector moved the checkpoint: nothing was written. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

/** Simulated database with the rows of the projection. Each method is one transaction. */
export class Tables {
  position = 0;
  rows: Rows = noRows();
  /** Events that could not be applied, with the reason. */
  readonly quarantined: string[] = [];

  /** Folds a batch and moves the checkpoint, as `writeBatch` does. @throws FencedError */
  write(from: number, batch: readonly LogEntry[]): number {
    if (from !== this.position) throw new FencedError(`The checkpoint is no longer ${String(from)}`);
    const events = batch.flatMap(({ event }) => event ?? []);
    const changed = foldBatch(this.rows, events, (seq, reason) => this.quarantined.push(`${String(seq)}: ${reason}`));
    this.rows = {
      jobs: new Map([...this.rows.jobs, ...changed.jobs]),
      attempts: new Map([...this.rows.attempts, ...changed.attempts]),
      tasks: new Map([...this.rows.tasks, ...changed.tasks]),
      queues: new Map([...this.rows.queues, ...changed.queues]),
    };
    this.position = batch.at(-1)?.seq ?? from;
    return this.position;
  }

  job(jobId: string): KnownJob {
    const row = this.rows.jobs.get(jobId);
    return row ? { state: row.state, life_seq: row.life_seq } : nothingKnown;
  }

  queue(name: string): KnownQueue {
    const row = this.rows.queues.get(name);
    return row ? { state: row.state, seq: row.last_seq } : unusedQueue;
  }

  openJobs(created: string): OpenJobs {
    const jobs = [...this.rows.jobs.values()].filter(({ state }) => isOpen(state));
    return {
      as_of: this.position,
      last_event: null,
      stream_created: created,
      jobs: jobs.map(({ state, life_seq }) => ({ state: state as Job, life_seq })),
      queues: [...this.rows.queues.values()].map(({ name, state, last_seq }) => ({ name, state, last_seq })),
    };
  }
}
