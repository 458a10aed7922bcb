import type { AttemptRow, JobRow, QueueRow, TaskRow } from '../entities/index.ts';

/** Rows of the read model by key: the rows that a batch affects or has changed. */
export interface Rows {
  /** By job id. */
  readonly jobs: Map<string, JobRow>;
  /** By `attemptKey`. */
  readonly attempts: Map<string, AttemptRow>;
  /** By `taskKey`. */
  readonly tasks: Map<string, TaskRow>;
  /** By name. */
  readonly queues: Map<string, QueueRow>;
}

export const noRows = (): Rows => ({ jobs: new Map(), attempts: new Map(), tasks: new Map(), queues: new Map() });

export const attemptKey = (jobId: string, attempt: number): string => `${jobId}/${attempt}`;
export const taskKey = (jobId: string, attempt: number, hash: string): string => `${jobId}/${attempt}/${hash}`;
