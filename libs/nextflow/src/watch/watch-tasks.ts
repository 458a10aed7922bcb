import type { TaskObservation } from './observation.ts';

export interface WatchSpec {
  attemptDir: string;
  workDir: string;
  /** Settles when the program has ended: then the sources are read to their end and what is open becomes `aborted`. */
  ended: Promise<unknown>;
  /** Stops watching at once, closing nothing: for a watcher that will come back. */
  signal?: AbortSignal;
}

/** Batches of observations, always from the attempt's beginning; the same hash and type is given at most once. */
export async function* watchTasks(_spec: WatchSpec): AsyncGenerator<TaskObservation[]> {
  throw new Error('not built yet');
}
