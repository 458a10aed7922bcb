/** Message at the start of a line. Text from the script begins differently, even if it quotes a message. */
const MESSAGE = /^\w{3}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} \[[^\]]*\] \w+ +([\w.$]+) - (.*)$/;
const STARTING = /^Starting process > (.+)$/;
/** Source: Executor.init of Nextflow, logged once per executor of the run. */
const EXECUTOR = /^\[warm up\] executor > ([\w-]+)/;

/**
 * Finds a run's steps and executors in its `.nextflow.log`: Nextflow logs every process that the workflow invokes, in
 * order, before the first task. Seen with 22.10, 23.10 and 24.10. Source: TaskProcessor.run and Session.await of
 * Nextflow.
 */
export class PlanReader {
  readonly #steps: string[] = [];
  readonly #executors: string[] = [];
  #complete = false;

  /** Full process names in order of invocation; complete once `complete`. */
  get steps(): readonly string[] {
    return this.#steps;
  }

  /** Names of the executors of its tasks, such as `local` and `slurm`. */
  get executors(): readonly string[] {
    return this.#executors;
  }

  get complete(): boolean {
    return this.#complete;
  }

  line(line: string): void {
    if (this.#complete) return;
    const [, logger = '', message = ''] = MESSAGE.exec(line) ?? [];
    const step = logger.endsWith('.TaskProcessor') ? STARTING.exec(message)?.[1] : undefined;
    if (step !== undefined && !this.#steps.includes(step)) this.#steps.push(step);
    const executor = logger.endsWith('.Executor') ? EXECUTOR.exec(message)?.[1] : undefined;
    if (executor !== undefined && !this.#executors.includes(executor)) this.#executors.push(executor);
    if (logger.endsWith('.Session') && message === 'Session await') this.#complete = true;
  }
}
