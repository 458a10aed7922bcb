import type { UnprovenDuring, UnprovenExecutor } from '@reprise/contracts';
import { unprovenIn, type EndReport, type Unproven } from '@reprise/executors';
import { localLeft } from '@reprise/job';
import type { HeldAttempt, LocalAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { unprovenFacts } from '../attempt/executor-facts.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

export const SURVIVORS_RETRY_MS = 10_000;

interface Tools {
  readonly tasks: AttemptTasks;
  readonly commands: RunnerCommands;
  readonly wake: (jobId: string, afterMs: number) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

/**
 * Reports tasks of an attempt that could not be ended or are not proven to have ended. Reports each new set of tasks
 * once and schedules a retry. Until then, the job is unchanged and keeps its slot.
 */
export class SurvivorReports {
  readonly #tools: Tools;
  readonly #reported = new Map<string, string>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async report(held: HeldAttempt, report: EndReport): Promise<void> {
    const { tasks, commands, wake, onError } = this.#tools;
    const { survivors: pids, signals } = report;
    const { job_id, pending_action } = held.job;
    tasks.retry(held);
    wake(job_id, SURVIVORS_RETRY_MS);
    const unproven = unprovenIn(report);
    const words = unproven.map(({ message }) => message);
    const said = `${pending_action?.kind ?? 'ended'} ${pids.join()} ${words.join()}`;
    if (this.#reported.get(held.key) === said) return;
    const executors = await unprovenFacts(unproven, held);
    if (unproven.length > 0)
      onError(`Not every task of the attempt is proven to have ended. ${words.join('. ')}`, job_id);
    if (pending_action?.kind === 'cancelling') {
      const more = executors.length > 0 ? { executors } : {};
      await commands.handle(job_id, { name: 'report_survivors', attempt: held.attempt, pids, signals, ...more });
    } else {
      if (pids.length > 0)
        onError(`Nextflow has ended, but processes that it left could not be ended: ${pids.join(', ')}`, job_id);
      await this.#report(held, 'end', [...(pids.length > 0 ? [localLeft(pids)] : []), ...executors]);
    }
    this.#reported.set(held.key, said);
  }

  /** Reports that an attempt is not proven to be paused or to have continued. */
  async reportPause(held: HeldAttempt, during: 'pause' | 'unpause', unproven: Unproven): Promise<void> {
    const said = `${during} ${unproven.message}`;
    if (this.#reported.get(held.key) === said) return;
    await this.#report(held, during, await unprovenFacts([unproven], held));
    this.#reported.set(held.key, said);
  }

  forget({ key }: LocalAttempt): void {
    this.#reported.delete(key);
  }

  async #report(held: HeldAttempt, during: UnprovenDuring, executors: UnprovenExecutor[]): Promise<void> {
    const { job, attempt } = held;
    await this.#tools.commands.handle(job.job_id, { name: 'report_unproven', attempt, during, executors });
  }
}
