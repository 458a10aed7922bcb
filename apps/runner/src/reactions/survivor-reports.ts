import type { TerminationReport } from '@reprise/nextflow';
import type { HeldAttempt } from '../attempt/attempt.ts';
import type { ProcessTrees } from '../attempt/process-trees.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

export const SURVIVORS_RETRY_MS = 10_000;

interface Tools {
  readonly trees: ProcessTrees;
  readonly commands: RunnerCommands;
  readonly wake: (jobId: string, afterMs: number) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

/**
 * Reports processes of an attempt that could not be ended, each new set once, and has the tree tried again. Meanwhile
 * the job stays as it is and keeps its slot.
 */
export class SurvivorReports {
  readonly #tools: Tools;
  readonly #reported = new Map<string, string>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async report(held: HeldAttempt, { survivors: pids, signals }: TerminationReport): Promise<void> {
    const { trees, commands, wake, onError } = this.#tools;
    const { job_id, pending_action } = held.job;
    trees.forget(held);
    wake(job_id, SURVIVORS_RETRY_MS);
    const report = `${pending_action?.kind ?? 'ended'} ${pids.join()}`;
    if (this.#reported.get(held.key) === report) return;
    if (pending_action?.kind === 'cancelling')
      await commands.handle(job_id, { name: 'report_survivors', attempt: held.attempt, pids, signals });
    else onError(`Nextflow has ended, but processes that it left could not be ended: ${pids.join(', ')}`, job_id);
    this.#reported.set(held.key, report);
  }

  forget({ key }: HeldAttempt): void {
    this.#reported.delete(key);
  }
}
