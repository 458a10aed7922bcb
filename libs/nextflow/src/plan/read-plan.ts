import { setTimeout as sleep } from 'node:timers/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';
import { PlanReader } from './plan-reader.ts';

export interface PlanSpec {
  attemptDir: string;
  /** Settles when Nextflow has ended. No steps are logged afterwards. */
  ended: Promise<unknown>;
  /** When aborted, reading stops at once. */
  signal?: AbortSignal;
  everyMs?: number;
}

/** Plan of a run. */
export interface Plan {
  /** Full process names in order of invocation. */
  readonly steps: readonly string[];
  /** Names of the executors of its tasks, such as `local` and `slurm`. */
  readonly executors: readonly string[];
}

/**
 * Reads the steps of a run from its log, once Nextflow has logged them all. Null if it logged none, or if reading was
 * stopped. Always reads from the beginning, so that it also works for adopted runs.
 */
export async function readPlan({ attemptDir, ended, signal, everyMs = 250 }: PlanSpec): Promise<Plan | null> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const reader = new PlanReader();
  const waking = new AbortController();
  const wake = () => waking.abort();
  ended.then(wake, wake);
  signal?.addEventListener('abort', wake);
  try {
    for (;;) {
      const over = waking.signal.aborted; // before the last read
      if (signal?.aborted) return null;
      for (const line of await tail.lines()) reader.line(line);
      if (reader.complete || (over && !tail.behind)) {
        const { steps, executors } = reader;
        return steps.length > 0 ? { steps: [...steps], executors: [...executors] } : null;
      }
      if (!tail.behind) await sleep(everyMs, undefined, { signal: waking.signal }).catch(() => undefined);
    }
  } finally {
    signal?.removeEventListener('abort', wake);
  }
}
