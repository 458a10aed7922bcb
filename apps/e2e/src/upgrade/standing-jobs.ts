import { mkdirSync, chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobView } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Api } from '../api.ts';
import { REAL } from './pipelines.ts';

const QUEUE = 'night';
/** Each kind of job that is open during the upgrade, and how many of it. */
const KINDS = { running: 3, frozen: 1, drained: 1, queued: 1 } as const;
type Kind = keyof typeof KINDS;
/** Required status of the jobs after the upgrade. */
const STATUS: Readonly<Record<Kind, JobView['status']>> = {
  running: 'running',
  frozen: 'paused',
  drained: 'paused',
  queued: 'pending',
};

interface StandingJob {
  readonly kind: Kind;
  readonly id: string;
  /** Its tasks wait for files in it. */
  readonly gates: string;
}

/** Jobs of the real Nextflow that stay as they are during the whole upgrade, and end after it. */
export class StandingJobs {
  readonly #jobs: readonly StandingJob[];

  private constructor(jobs: readonly StandingJob[]) {
    this.#jobs = jobs;
  }

  /** Submits the jobs, and brings each into its state. */
  static async start(api: Api, folder: string): Promise<StandingJobs> {
    await api.createQueue(QUEUE);
    await api.pauseQueue(QUEUE);
    const kinds = Object.entries(KINDS).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as Kind));
    const jobs: StandingJob[] = [];
    for (const [index, kind] of kinds.entries()) {
      const gates = join(folder, `gates-${String(index)}`);
      mkdirSync(gates);
      chmodSync(gates, 0o777); // tasks run as another user
      const queue = kind === 'queued' ? QUEUE : 'default';
      const { job_id: id } = await api.submit({
        pipeline: REAL,
        sample_name: `${kind} ${String(index)}`,
        params: { folder: gates },
        queue,
      });
      jobs.push({ kind, id, gates });
    }
    const standing = new StandingJobs(jobs);
    for (const job of jobs) await standing.#bring(api, job);
    return standing;
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.#jobs.map(({ id }) => id));
  }

  /** Returns a sentence for each job whose status or attempt has changed. */
  async changed(api: Api): Promise<string[]> {
    const found: string[] = [];
    for (const { kind, id } of this.#jobs) {
      const { status, attempt } = await api.job(id);
      if (status !== STATUS[kind] || attempt !== 1)
        found.push(`the ${kind} job ${id} is ${status} in attempt ${String(attempt)}`);
    }
    return found;
  }

  /** Lets all jobs go on, and waits until they have completed in their first attempt. */
  async finish(api: Api): Promise<string[]> {
    for (const { gates } of this.#jobs) open(gates, 'all');
    for (const { id } of this.#jobs) if ((await api.job(id)).status === 'paused') await api.command(id, 'unpause');
    await api.resumeQueue(QUEUE);
    const ended = async (id: string) => {
      const job = await waitUntil(
        async () => {
          const view = await api.job(id);
          return (view.status === 'completed' || view.status === 'failed') && view;
        },
        { every: 500, what: `${id} has ended` },
      );
      const tasks = await api.tasks(id);
      const done = tasks.filter(({ status }) => status === 'completed').length;
      return job.status === 'completed' && job.attempt === 1 && done === STEPS
        ? []
        : [`${id} is ${job.status} in attempt ${String(job.attempt)} after ${String(done)} tasks`];
    };
    return (await Promise.all(this.#jobs.map(({ id }) => ended(id)))).flat();
  }

  async #bring(api: Api, { kind, id, gates }: StandingJob): Promise<void> {
    if (kind === 'queued') return;
    open(gates, 'PREPARE');
    await waitUntil(() => existsSync(join(gates, 'ALIGN.reached')), { every: 200, what: `${id} runs its second step` });
    if (kind === 'running') return;
    await api.command(id, 'pause', { mode: kind === 'frozen' ? 'freeze' : 'drain' });
    await waitUntil(async () => (await api.job(id)).status === 'paused', { every: 200, what: `${id} is paused` });
    if (kind === 'drained') open(gates, 'ALIGN');
  }
}

/** Number of tasks of the pipeline. */
const STEPS = 4;

const open = (gates: string, gate: string): void => writeFileSync(join(gates, gate), '');
