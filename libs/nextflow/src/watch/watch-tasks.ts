import { setTimeout as sleep } from 'node:timers/promises';
import type { EarlierAttempt } from '../cache/earlier-tasks.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import type { TaskObservation } from './task-observation.ts';
import { TaskSources } from './task-sources.ts';

export interface WatchSpec {
  attemptDir: string;
  workDir: string;
  /** Settles when the program has ended. The sources are then read completely, and open tasks become `aborted`. */
  ended: Promise<unknown>;
  /** When aborted, watching stops at once and open tasks stay open, for a watcher that continues later. */
  signal?: AbortSignal;
  everyMs?: number;
  /**
   * Earlier attempts of the session. If a similar earlier task exists for a task that is not cached, the changes are
   * reported.
   */
  earlier?: readonly EarlierAttempt[];
}

/**
 * Yields batches of observations, always from the attempt's beginning, each hash and type at most once.
 * @throws what `ended` rejects with
 */
export async function* watchTasks({
  attemptDir,
  workDir,
  ended,
  signal,
  everyMs = 250,
  earlier,
}: WatchSpec): AsyncGenerator<TaskObservation[]> {
  const { stdout, trace, log } = attemptFiles(attemptDir);
  const sources = new TaskSources({ stdout, trace, log, workDir, earlier });
  // Local to this watch: `signal` lives longer, and would keep a listener for each poll.
  const waking = new AbortController();
  const stop = () => waking.abort('stopped');
  const end = () => waking.abort('over');
  ended.then(end, end);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    for (let pauseMs = 0; ; pauseMs = sources.behind ? 0 : everyMs) {
      await sleep(pauseMs, undefined, { signal: waking.signal }).catch(() => undefined);
      const { reason } = waking.signal as { reason: 'stopped' | 'over' | undefined };
      if (reason === 'stopped') return;
      if (reason === 'over') await ended;
      const polls = reason === 'over' ? sources.finish() : [sources.poll()];
      for await (const observations of polls) if (observations.length > 0) yield observations;
      if (reason === 'over') return;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
