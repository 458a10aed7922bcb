import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles, type AttemptPaths } from '@reprise/nextflow';
import { startReprise, type Reprise } from '@reprise/launcher';
import { bundledNextflow, simulatedNextflow } from '@reprise/simulated-nextflow';
import { serverFolder, waitUntil } from '@reprise/testing';
import { Api } from './api.ts';
import { guard, type Guardian } from './guardian.ts';
import { Sample } from './sample.ts';

/** A complete, separate Reprise instance, with an empty data dir and the pipelines of the tests. */
export class Lab {
  readonly api: Api;
  system: Reprise;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #scratch: string;
  readonly #guardian: Guardian;
  readonly #samples: Sample[] = [];

  private constructor(system: Reprise, scratch: string, guardian: Guardian, settings: Record<string, string>) {
    this.#guardian = guardian;
    this.system = system;
    this.#settings = settings;
    this.#scratch = scratch;
    this.api = new Api(system.url, system.token);
  }

  static async start(env: Record<string, string> = {}): Promise<Lab> {
    const scratch = mkdtempSync(join(serverFolder(), 'reprise-e2e-'));
    chmodSync(scratch, 0o755); // Postgres may run as another user
    const guardian = guard(scratch);
    const inputs = join(scratch, 'inputs');
    mkdirSync(inputs);
    const { REPRISE_NEXTFLOW: given } = process.env;
    const settings = {
      ...(given && { REPRISE_NEXTFLOW: given }),
      REPRISE_DATA_DIR: join(scratch, 'data'),
      REPRISE_PORT: '0',
      REPRISE_PIPELINES: join(import.meta.dirname, '../pipelines'),
      REPRISE_INPUT_ROOTS: inputs,
      REPRISE_CANCEL_GRACE: '2s',
      ...env,
      ...(env['REPRISE_NEXTFLOW'] === simulatedNextflow && { REPRISE_NEXTFLOW: await bundledNextflow() }),
    };
    // Whatever runs the tests has already built everything once.
    const started = startReprise(settings, { build: false });
    const system = await started.catch(async (error: unknown) => {
      await guardian.finish();
      throw error;
    });
    return new Lab(system, scratch, guardian, settings);
  }

  /** A new folder inside the input roots, for jobs that read inputs: the parameter `folder` of `submit`. */
  inputFolder(): string {
    const folder = mkdtempSync(join(this.#scratch, 'inputs/'));
    chmodSync(folder, 0o777); // tasks run as another user
    return folder;
  }

  async submit(
    pipeline: string,
    params: { folder?: string; [name: string]: unknown } = {},
    more?: Parameters<typeof Sample.submit>[4],
  ): Promise<Sample> {
    const sample = await Sample.submit(this.api, this.system.dataDir, pipeline, params, more);
    this.#samples.push(sample);
    return sample;
  }

  /** Folder with the files of an attempt. */
  filesOf({ id }: Sample, attempt = 1): AttemptPaths {
    return attemptFiles(join(this.system.dataDir, 'jobs', id, 'attempts', String(attempt)));
  }

  /** Stops everything, and starts it again with other settings. */
  async restart(env: Record<string, string>): Promise<void> {
    await this.system.stop();
    this.system = await startReprise({ ...this.#settings, ...env }, { build: false });
    this.api.url = this.system.url;
  }

  /** Restarts a service. Some processes of a killed Postgres may outlive it briefly, and delay a new one. */
  async bringBack(name: keyof Reprise['services']): Promise<void> {
    const start = () =>
      this.system.services[name]!.start().then(
        () => true,
        () => undefined,
      );
    await waitUntil(start, { what: `the ${name} is back` });
  }

  /** Readiness reported by the gateway: the HTTP status, and whether each part is up. */
  async readiness(): Promise<{ http: number; parts: Record<string, string> }> {
    const response = await fetch(`${this.system.url}/health/ready`);
    const { details } = (await response.json()) as { details: Record<string, { status: string }> };
    const parts = Object.entries(details).map(([name, { status }]) => [name, status]);
    return { http: response.status, parts: Object.fromEntries(parts) as Record<string, string> };
  }

  /** Waits until the gateway reports that it is ready. */
  untilReady(): Promise<true> {
    const ready = async () => (await this.readiness()).http === 200;
    return waitUntil(ready, { what: 'the gateway is ready' });
  }

  /** Cleans up what a test left open, so that a failed test does not occupy slots of the next one. */
  async tidy(): Promise<void> {
    for (const name of ['nats', 'postgres', 'gateway', 'runner'] as const)
      if (this.#isDown(name)) await this.bringBack(name);
    for (const sample of this.#samples.splice(0)) await sample.end();
  }

  /** Cancels the jobs that have not ended, and waits until they have. */
  async cancelAll(): Promise<void> {
    const open = async () =>
      (await this.api.jobs()).filter(({ allowed_actions }) => allowed_actions.includes('cancel'));
    // A job may end in the meantime, so its cancel may be refused.
    for (const { job_id } of await open()) await this.api.answer(job_id, 'cancel', { reason: 'the test is over' });
    const ended = async () => (await this.api.jobs()).every(({ status }) => ['completed', 'failed'].includes(status));
    await waitUntil(ended, { every: 100, what: 'all jobs have ended' });
  }

  #isDown(name: keyof Reprise['services']): boolean {
    try {
      return this.system.services[name]!.pid === 0;
    } catch {
      return true;
    }
  }

  /** Stops everything, and ends the runs that a test left behind. */
  async stop(): Promise<void> {
    await this.system.stop();
    await this.#guardian.finish();
  }
}
