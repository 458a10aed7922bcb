import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Action,
  AttemptView,
  CommandAccepted,
  HistoryEntry,
  JobStatus,
  JobView,
  SubmitBody,
} from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Api } from './api.ts';
import { isMarked, processesOf, type LiveProcess } from './processes.ts';

/** Waits until a file exists that marks a point in time. Polls at the given interval, in milliseconds. */
export const appears = (path: string, every = 20): Promise<true> =>
  waitUntil(() => existsSync(path) || undefined, { every, what: `there is ${path}` });

/** Types of events about a whole run. */
const OBSERVATIONS = [
  'plan_observed',
  'inputs_observed',
  'run_described',
  'tools_observed',
  'containers_observed',
  'qc_measured',
];

/** Milliseconds between two reads of a job. Each costs the gateway and the test some CPU time. */
const READ_EVERY = 200;

/** Facts in the history of a job that ran once and completed (`Sample.facts`). */
export const wholeStory = (...steps: string[]): string[] =>
  [
    ...['submitted', 'attempt_claimed', 'attempt_started', 'session_observed', 'attempt_succeeded'],
    ...steps.flatMap((step) => [`task_submitted ${step}`, `task_started ${step}`, `task_completed ${step}`]),
  ].toSorted();

/** A job of a test: user actions, and their visible results. */
export class Sample {
  readonly #api: Api;
  readonly id: string;
  /** Folder where the pipelines of the tests look for gates and report progress. */
  readonly folder: string;
  /** Sequence of the last command. Later reads are at least as new. */
  #seq: number;

  private constructor(api: Api, { job_id, seq }: CommandAccepted, folder: string) {
    this.#api = api;
    this.id = job_id;
    this.#seq = seq;
    this.folder = folder;
  }

  /** Submits a job. Its folder is the parameter `folder`; by default it is next to the launch dir. */
  static async submit(
    api: Api,
    dataDir: string,
    pipeline: string,
    params: { readonly folder?: string; readonly [name: string]: unknown } = {},
    more: Pick<SubmitBody, 'launch' | 'reason' | 'resume_after'> = {},
  ): Promise<Sample> {
    const accepted = await api.submit({
      pipeline,
      sample_name: `sample ${pipeline}`,
      params: { ...params },
      ...more,
    });
    const folder = params.folder ?? join(dataDir, 'jobs', accepted.job_id, 'gates');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777); // tasks run as another user
    return new Sample(api, accepted, folder);
  }

  read = () => this.#api.job(this.id, this.#seq);
  tasks = () => this.#api.tasks(this.id);
  history = () => this.#api.history(this.id);
  refusal = (action: Action) => this.#api.refusal(this.id, action);
  processes = (): LiveProcess[] => processesOf(this.id, this.folder);

  /** Sends a command. Returns the message shown to the user. */
  async command(action: Action, body: object = {}): Promise<string> {
    const { message, seq } = await this.#api.command(this.id, action, body);
    this.#seq = seq;
    return message;
  }

  /** Cleans up, regardless of the result of the test. */
  async end(): Promise<void> {
    const { allowed_actions } = await this.read();
    // It may end in the meantime, so the cancel may be refused.
    if (allowed_actions.includes('cancel')) await this.#api.answer(this.id, 'cancel', { reason: 'the test is over' });
    await this.reads('over', ({ status }) => status === 'completed' || status === 'failed');
  }

  /**
   * Asserts that no processes are left. When the status says that the job has ended, so have Nextflow and its tasks.
   * The supervisor, which has no marker, ends a moment later.
   */
  async leavesNoProcess(): Promise<void> {
    let left = this.processes();
    const marked = left.filter(({ pid }) => isMarked(pid, this.id));
    if (marked.length > 0) throw new Error(`The job left ${JSON.stringify(marked)}`);
    const none = () => (left = this.processes()).length === 0;
    const what = 'no process of the job is left';
    await waitUntil(none, { what }).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(left)}`);
    });
  }

  async attempt(): Promise<AttemptView> {
    return (await this.#api.attempts(this.id)).reduce((a, b) => (a.attempt > b.attempt ? a : b));
  }

  /** Creates files in it: lets steps of the pipeline `gate` continue (`all` opens every gate), fixes `flaky`. */
  open(...files: string[]): void {
    for (const file of files) writeFileSync(join(this.folder, file), '');
  }

  /**
   * Closes gates of the pipeline `gate` that an earlier attempt has passed, so that the next attempt stops there and
   * reports it.
   */
  close(...steps: string[]): void {
    for (const file of steps.flatMap((step) => [step, `${step}.reached`]))
      rmSync(join(this.folder, file), { force: true });
  }

  /** Waits until a pipeline reports a point in its folder, e.g. `ALIGN.reached`. */
  says(file: string): Promise<true> {
    return appears(join(this.folder, file));
  }

  /** Event types of its history in order, with the process for tasks: `task_started ALIGN`. */
  async story(): Promise<string[]> {
    const textOf = ({ type, data }: HistoryEntry) =>
      type.startsWith('task_') ? `${type} ${String(data['process'])}` : type;
    return (await this.history()).map(textOf);
  }

  /**
   * Returns the lines of `story`, sorted because the log orders only the events of a single task. Excludes observations
   * of the whole run, because they depend on the pipeline's files.
   */
  async facts(): Promise<string[]> {
    return (await this.story()).filter((line) => !OBSERVATIONS.includes(line)).toSorted();
  }

  /** Waits until the last event has this type. A refused command has no sequence to wait for. */
  lastEventIs(type: string): Promise<true> {
    const isLast = async () => ((await this.story()).at(-1) === type ? true : undefined);
    return waitUntil(isLast, { every: READ_EVERY, what: `its history ends with ${type}` });
  }

  async becomes(status: JobStatus, milliseconds?: number): Promise<JobView> {
    return this.reads(status, (job) => job.status === status, milliseconds);
  }

  /** Waits until the job matches a condition. */
  async reads(what: string, asked: (job: JobView) => boolean, milliseconds?: number): Promise<JobView> {
    let last: JobView | undefined;
    const look = async () => {
      last = await this.read();
      return asked(last) ? last : undefined;
    };
    return waitUntil(look, { milliseconds, every: READ_EVERY, what: `the job is ${what}` }).catch((error: unknown) => {
      throw new Error(`${String(error)}; it reads ${JSON.stringify(last, null, 1)}`);
    });
  }

  /** Each step with its state: `Prepare done, Align reads running, ...`. */
  async steps(): Promise<string> {
    return (await this.read()).steps.map(({ step, state }) => `${step} ${state}`).join(', ');
  }
}
