import { awsBatchSubmissionIn } from './aws-batch-log.ts';

/** Message at the start of a line. Text from scripts begins differently. */
const MESSAGE =
  /^\w{3}-\d{2} [\d:.]+ \[[^\]]*\] DEBUG +[\w.$]*\.(GridTaskHandler|AwsBatchTaskHandler|TaskArrayCollector) - (.*)$/;
/**
 * Submission of a job or job array, by any executor that submits scripts. Source: GridTaskHandler.submit of Nextflow.
 */
const SUBMITTED = /^\[([^\]]+)\] submitted process (.+) > jobId: (\S+); workDir: (\S.*)$/;
/** Source: TaskArrayCollector of Nextflow. The script follows, with the work dirs of its tasks in index order. */
const ARRAY = /^Creating task array run >> (\S.*)$/;
const ELEMENTS = /^array=\( (.+) \)$/;

const ofPbs = (id: string, index: number) => id.replace('[]', `[${String(index)}]`);
/**
 * Names of an array's jobs. Source: getArrayTaskId of Nextflow's executors. Names on other executors are not guessed.
 */
const ELEMENT_IDS: Readonly<Record<string, (id: string, index: number) => string>> = {
  SLURM: (id, index) => `${id}_${String(index)}`,
  PBS: ofPbs,
  PBSPRO: ofPbs,
  LSF: (id, index) => `${id}[${String(index + 1)}]`,
};

/** Task, or array of tasks, submitted to a cluster. */
export interface Submission {
  /** Executor name in capitals, such as `SLURM`. */
  readonly executor: string;
  readonly name: string;
  readonly id: string;
  readonly workDir: string;
}

/** Returns the submission in a log line; null for other lines. */
export function submissionIn(line: string): Submission | null {
  const [, logger, message = ''] = MESSAGE.exec(line) ?? [];
  return submissionOf(logger, message);
}

function submissionOf(logger: string | undefined, message: string): Submission | null {
  if (logger === 'AwsBatchTaskHandler') {
    const submission = awsBatchSubmissionIn(message);
    return submission?.id ? { ...submission, id: submission.id, executor: 'AWSBATCH' } : null;
  }
  if (logger !== 'GridTaskHandler') return null;
  const [, executor, name, id, workDir] = SUBMITTED.exec(message) ?? [];
  if (executor === undefined || name === undefined || id === undefined || workDir === undefined) return null;
  return { executor, name, id, workDir };
}

/** Collects native task ids from Nextflow's log, by work dir. */
export class NativeIds {
  readonly #ids = new Map<string, string>();
  /** Work dirs of the tasks in arrays that are not submitted yet, by the array's work dir. */
  readonly #arrays = new Map<string, readonly string[]>();
  /** Array whose script is being read. */
  #array: string | undefined;

  line(line: string): void {
    const [, logger, message = ''] = MESSAGE.exec(line) ?? [];
    const submission = submissionOf(logger, message);
    if (submission) this.#submitted(submission);
    if (logger === 'TaskArrayCollector') this.#array = ARRAY.exec(message)?.[1];
    if (this.#array === undefined) return;
    const elements = ELEMENTS.exec(line)?.[1]?.split(' ');
    if (!elements) return;
    this.#arrays.set(this.#array, elements);
    this.#array = undefined;
  }

  of(workDir: string): string | undefined {
    return this.#ids.get(workDir);
  }

  #submitted({ executor, id, workDir }: Submission): void {
    const tasks = this.#arrays.get(workDir);
    this.#arrays.delete(workDir);
    if (!tasks) this.#ids.set(workDir, id);
    else tasks.forEach((task, index) => this.#element(task, ELEMENT_IDS[executor]?.(id, index)));
  }

  #element(task: string, id: string | undefined): void {
    if (id !== undefined) this.#ids.set(task, id);
  }
}
