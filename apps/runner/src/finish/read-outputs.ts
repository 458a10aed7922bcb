import type { Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { readIndexes } from './read-indexes.ts';
import { collectAttemptOutputs, type FoundOutputs } from './outputs.ts';
import type { ResultChecks } from '../state/result-checks.ts';

/** Time for which results are still read after a cancel that came too late. It is sufficient for most jobs. */
const READING_GRACE_MS = 500;
const CANCELLED = 'not read: the job was cancelled while its results were checked';

export interface ReadingTools {
  /** The pipeline as it ran, if its repository is still available. */
  readonly pipeline: Pipeline | undefined;
  readonly checks: ResultChecks;
  /** Aborted by a cancel of the job. Files that are not read soon afterwards are skipped. */
  readonly cancelled: AbortSignal;
  /** Aborted when the runner stops. */
  readonly stopping: AbortSignal;
  readonly warn: (problem: string) => void;
}

/**
 * Reads the results of an attempt before its end is recorded.
 * @throws AbortError if the runner stops; it will read them after its next start
 */
export async function readOutputs(
  started: StartedAttempt,
  { pipeline, checks, cancelled, stopping, warn }: ReadingTools,
): Promise<FoundOutputs> {
  const { job_id } = started.job;
  const unwanted = new AbortController();
  const giveUp = () => void setTimeout(() => unwanted.abort(new Error(CANCELLED)), READING_GRACE_MS).unref();
  if (cancelled.aborted) giveUp();
  cancelled.addEventListener('abort', giveUp, { once: true });
  try {
    const found = await collectAttemptOutputs(started, pipeline, {
      signal: AbortSignal.any([unwanted.signal, stopping]),
      indexed: await readIndexes(started, pipeline, warn),
      onProgress: (done, total) => checks.report(job_id, done, total),
    });
    stopping.throwIfAborted();
    for (const { path, reason } of found.outputs_skipped ?? []) warn(`The result ${path} was not read: ${reason}`);
    return found;
  } finally {
    cancelled.removeEventListener('abort', giveUp);
    checks.end(job_id);
  }
}
