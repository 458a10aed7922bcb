import { isOpen, type Job } from '@reprise/job';
import { localAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { executorEndings } from '../attempt/executor-facts.ts';
import { isToClean } from '../clean/clean-job.ts';
import type { StartSettings } from '../base/start-settings.ts';
import type { AttemptHost } from '../host/attempt-host.ts';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import type { AttemptWatches } from '../watch/attempt-watches.ts';
import { SURVIVORS_RETRY_MS } from './survivor-reports.ts';

interface Tools {
  readonly cache: JobStateCache;
  readonly host: Pick<AttemptHost, 'endOrphans' | 'tidyJob'>;
  readonly tasks: AttemptTasks;
  readonly watches: AttemptWatches;
  readonly commands: Pick<RunnerCommands, 'handle'>;
  readonly settings: Pick<StartSettings, 'dataDir' | 'identity'>;
  /** Receives each attempt, as `<job>/<attempt>`, after its leftover processes were ended. */
  readonly onOrphans: (ended: readonly string[]) => void;
  readonly onError: (error: unknown, jobId: string) => void;
  readonly wake: (jobId: string, afterMs: number) => void;
}

const MOST_BETWEEN_MS = 60_000;

/**
 * Ends leftovers of jobs that this runner does not hold. This happens if another runner reported them as lost, or if an
 * administrator abandoned them. Retries without limit, with growing delays. Each new reason is reported once.
 */
export class Releases {
  readonly #tools: Tools;
  readonly #tries = new Map<string, { readonly said: string; readonly waitMs: number; readonly dueAt: number }>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Ends the leftovers of a job, reports this for an abandoned job, and forgets the job. Never rejects. */
  async release(jobId: string): Promise<void> {
    const { cache, settings, onError, wake } = this.#tools;
    try {
      await this.#end(jobId);
      this.#tries.delete(jobId);
      // A clean may have been requested in the meantime. The job was woken for it and is processed again.
      if (!isToClean(settings.identity.storage_id, cache.job(jobId).state)) cache.evict(jobId);
    } catch (error) {
      const before = this.#tries.get(jobId);
      const said = String(error);
      if (before?.said !== said) onError(error, jobId);
      const now = performance.now();
      // Another wake-up. The next try is due anyway.
      if (before && now < before.dueAt) return void this.#tries.set(jobId, { ...before, said });
      const waitMs = before ? Math.min(2 * before.waitMs, MOST_BETWEEN_MS) : SURVIVORS_RETRY_MS;
      this.#tries.set(jobId, { said, waitMs, dueAt: now + waitMs });
      wake(jobId, waitMs);
    }
  }

  async #end(jobId: string): Promise<void> {
    const { cache, host, settings, onOrphans } = this.#tools;
    const { ended, executors } = await host.endOrphans(jobId);
    if (ended.length > 0) onOrphans(ended);
    const { state } = cache.job(jobId);
    if (state.status === 'unknown' || isOpen(state)) return;
    await host.tidyJob(localAttempt(settings.dataDir, jobId, state.attempt));
    if (this.#isAbandonedHere(state)) await this.#proveEnd(state, executorEndings({ executors }));
  }

  #isAbandonedHere(job: Job): boolean {
    return (
      !isOpen(job) && job.abandoned !== undefined && job.last_run?.runner_id === this.#tools.settings.identity.runner_id
    );
  }

  async #proveEnd({ job_id, attempt }: Job, endings: ReturnType<typeof executorEndings>): Promise<void> {
    const { commands, watches, tasks, settings } = this.#tools;
    await commands.handle(job_id, { name: 'prove_end', attempt, ...endings });
    const local = localAttempt(settings.dataDir, job_id, attempt);
    watches.forget(local);
    tasks.forget(local);
  }
}
