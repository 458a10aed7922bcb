import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Action, JobView } from '@reprise/contracts';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import { BATCH } from './batch.ts';
import { exome, exomeAt, failingExome, wideExome, type Simulation } from './exome.ts';

const SLOTS = 4;
/** Its short name is as wide as possible, so that every other one also fits. */
const RUNNER_ID = '00000000-0000-4000-8000-000000868086';
/** Path of a file in the launch dir. */
const MENDED = 'mended';

/** A Reprise instance with a simulated Nextflow, and the pipeline `simulated-exome`. */
export const startSimulated = (env: Record<string, string> = {}): Promise<Lab> =>
  Lab.start({
    REPRISE_NEXTFLOW: simulatedNextflow,
    REPRISE_PIPELINES: join(import.meta.dirname, '../../showroom'),
    REPRISE_RUNNER_SLOTS: String(SLOTS),
    REPRISE_RATE_LIMIT: '0',
    REPRISE_COMMAND_RATE_LIMIT: '0',
    ...env,
  });

const names = {
  completed: 'PAT-0410',
  failed: 'PAT-0411',
  cancelled: 'PAT-0412',
  workDirGone: 'PAT-0413',
  wide: 'PAT-0414',
  resumed: 'PAT-0415',
  running: 'PAT-0416',
  wideRunning: 'PAT-0417',
  cancelling: 'PAT-0418',
  pending: 'PAT-0419',
};
export type JobName = keyof typeof names;

const run = { run: '2026-48', project: 'cardio' };
const labels: Partial<Record<JobName, Record<string, string>>> = { completed: run, failed: run };

/** Jobs in every status, from real attempts of simulated runs, as test data for the pages. */
export class Showroom {
  readonly lab: Lab;
  /** Ids. */
  readonly jobs = {} as Record<JobName, string>;
  /** Sequence of an event in the middle of the failed job. */
  past = 0;
  /** Id of a webhook with deliveries. */
  webhook = '';
  readonly #receiver = createServer((_, answer) => answer.writeHead(204).end());

  private constructor(lab: Lab) {
    this.lab = lab;
  }

  static async open(): Promise<Showroom> {
    // With this grace period, a job whose tasks ignore TERM stays in the status "cancelling".
    const showroom = new Showroom(
      await startSimulated({
        REPRISE_CANCEL_GRACE: '3600',
        REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
        REPRISE_RUNNER_ID: RUNNER_ID,
      }),
    );
    try {
      await showroom.#fill();
      return showroom;
    } catch (error) {
      await showroom.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#receiver.close();
    this.#receiver.closeAllConnections();
    await this.lab.stop();
  }

  async #fill(): Promise<void> {
    mkdirSync(join(dirname(this.lab.system.dataDir), 'reads'));
    await this.#addWebhook();
    await this.#submit('completed', exome());
    await this.#submit('failed', failingExome());
    await this.#submit('cancelled', exomeAt('ALIGN'));
    await this.#submit('workDirGone', exomeAt('CALL'));
    await this.#is('cancelled', ({ current_step }) => current_step === 'Align reads');
    await this.#command('cancelled', 'cancel', 'Wrong sample, tube was swapped');
    await this.#is('workDirGone', ({ current_step }) => current_step === 'Call variants');
    await this.#command('workDirGone', 'cancel', 'Node is needed');
    await this.#submit('wide', wideExome(30));
    await this.#submit('resumed', failingExome());
    for (const name of ['completed', 'wide'] as const) await this.#is(name, ({ status }) => status === 'completed');
    for (const name of ['failed', 'cancelled', 'resumed'] as const) await this.#hasFailed(name);
    const history = await this.lab.api.history(this.jobs.failed);
    this.past = history[Math.floor(history.length / 2)]!.seq;
    const { work_dir } = await this.#hasFailed('workDirGone');
    rmSync(work_dir!, { recursive: true });

    const [attempt] = await this.lab.api.attempts(this.jobs.resumed);
    writeFileSync(join(attempt!.launch_dir!, MENDED), '');
    await this.#command('resumed', 'resume', 'Node has its disk back');
    await this.#submit('running', exomeAt('ALIGN'));
    await this.#submit('wideRunning', wideExome(300, { runsOn: true }));
    await this.#submit('cancelling', exomeAt('ALIGN', { stubborn: true }));
    for (const name of ['running', 'cancelling'] as const)
      await this.#is(name, ({ current_step }) => current_step === 'Align reads');
    for (const name of ['resumed', 'wideRunning'] as const)
      await this.#is(name, ({ current_step }) => current_step === 'Annotate variants');
    await this.#command('cancelling', 'cancel', 'Wrong parameters');
    await this.#submit('pending', exome());
    const delivered = async () => {
      const deliveries = await this.lab.api.deliveries(this.webhook);
      return deliveries.length >= 2 && deliveries.every(({ status }) => status === 'delivered');
    };
    await waitUntil(delivered, { every: 100, what: 'what ended was delivered' });
  }

  async #addWebhook(): Promise<void> {
    await new Promise<void>((resolve) => this.#receiver.listen(0, '127.0.0.1', resolve));
    const { port } = this.#receiver.address() as AddressInfo;
    this.webhook = await this.lab.api.addWebhook({
      url: `http://127.0.0.1:${String(port)}/reprise`,
      description: 'LIMS: results and failures',
      event_types: ['attempt_succeeded', 'attempt_failed'],
      filter: { sample: 'PAT' },
    });
  }

  async #submit(name: JobName, simulation: Simulation): Promise<void> {
    const { job_id } = await this.lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: names[name],
      params: { simulation, mended: MENDED },
      labels: labels[name] ?? {},
      batch: BATCH,
    });
    this.jobs[name] = job_id;
  }

  #command(name: JobName, action: Action, reason: string) {
    return this.lab.api.command(this.jobs[name], action, { reason });
  }

  #hasFailed = (name: JobName): Promise<JobView> => this.#is(name, ({ status }) => status === 'failed');

  #is(name: JobName, asked: (job: JobView) => boolean): Promise<JobView> {
    let last: JobView | undefined;
    const look = async () => {
      // The job just submitted may not be readable yet.
      last = await this.lab.api.job(this.jobs[name]).catch(() => undefined);
      return last && asked(last) ? last : undefined;
    };
    return waitUntil(look, { every: 100, what: `${name} is as it is to be shown` }).catch((error: unknown) => {
      throw new Error(`${String(error)}; it reads ${JSON.stringify(last)}`);
    });
  }
}
