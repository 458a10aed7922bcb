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

/** Waits until a file is there, which marks a moment; looks every so many milliseconds. */
export const appears = (path: string, every = 20): Promise<true> =>
  waitUntil(() => existsSync(path) || undefined, { every, what: `there is ${path}` });

/** Types of events about a run as a whole. */
const OBSERVATIONS = [
  'plan_observed',
  'inputs_observed',
  'run_described',
  'tools_observed',
  'containers_observed',
  'qc_measured',
];

/** Milliseconds between two reads of a job: each takes the gateway and the test some of processor time. */
const READ_EVERY = 200;

/** Facts in the history of a job that ran once and completed (`Sample.facts`). */
export const wholeStory = (...steps: string[]): string[] =>
  [
    ...['submitted', 'attempt_claimed', 'attempt_started', 'session_observed', 'attempt_succeeded'],
    ...steps.flatMap((step) => [`task_submitted ${step}`, `task_started ${step}`, `task_completed ${step}`]),
  ].toSorted();

/** A job of a test: what a person would do with it, and what they would see. */
export class Sample {
  readonly #api: Api;
  readonly id: string;
  /** The folder in which the pipelines of the tests look for their gates, and say how far they are. */
  readonly folder: string;
  /** Sequence of the last command: what is read afterwards is at least as new. */
  #seq: number;

  private constructor(api: Api, { job_id, seq }: CommandAccepted, folder: string) {
    this.#api = api;
    this.id = job_id;
    this.#seq = seq;
    this.folder = folder;
  }

  /** Submits a job. Its folder is the parameter `folder`, or else lies beside its launch dir. */
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

  /** Leaves nothing behind, however the test went. */
  async end(): Promise<void> {
    const { allowed_actions } = await this.read();
    // It may end meanwhile, and the cancel be refused.
    if (allowed_actions.includes('cancel')) await this.#api.answer(this.id, 'cancel', { reason: 'the test is over' });
    await this.reads('over', ({ status }) => status === 'completed' || status === 'failed');
  }

  /**
   * Asserts that no processes are left. Nextflow and its tasks have ended when the job says so; its supervisor, without
   * the marker, ends a moment later.
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

  /** Closes gates of the pipeline `gate` that an earlier attempt passed: the next one stops there, and reports it. */
  close(...steps: string[]): void {
    for (const file of steps.flatMap((step) => [step, `${step}.reached`]))
      rmSync(join(this.folder, file), { force: true });
  }

  /** Waits until a pipeline reports a point in its folder, e.g. `ALIGN.reached`. */
  says(file: string): Promise<true> {
    return appears(join(this.folder, file));
  }

  /** The types of its history in order, of tasks with their process: `task_started ALIGN`. */
  async story(): Promise<string[]> {
    const told = ({ type, data }: HistoryEntry) =>
      type.startsWith('task_') ? `${type} ${String(data['process'])}` : type;
    return (await this.history()).map(told);
  }

  /** Its story sorted, since the log keeps an order of one task's events only; without what is observed of the whole run, which depends on the pipeline's files. */
  async facts(): Promise<string[]> {
    return (await this.story()).filter((told) => !OBSERVATIONS.includes(told)).toSorted();
  }

  /** Waits until the last thing that happened to it is this: what was refused has no sequence to wait for. */
  lastToldIs(type: string): Promise<true> {
    const told = async () => ((await this.story()).at(-1) === type ? true : undefined);
    return waitUntil(told, { every: READ_EVERY, what: `its history ends with ${type}` });
  }

  async becomes(status: JobStatus, milliseconds?: number): Promise<JobView> {
    return this.reads(status, (job) => job.status === status, milliseconds);
  }

  /** Waits until the job reads as asked. */
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
