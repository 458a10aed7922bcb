import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { serverFolder, waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import type { Started } from '../npm-start/started.ts';
import { processesIn, type LiveProcess } from '../processes.ts';
import { Sample } from '../sample.ts';
import { startElsewhere } from './start-elsewhere.ts';
import { LINES } from './ticks.ts';

/** Settings of a Reprise instance on a cluster. */
export interface Settings {
  readonly REPRISE_DATA_DIR: string;
  readonly REPRISE_INPUT_ROOTS: string;
  readonly [name: string]: string;
}

/** A cluster and a Reprise instance that sees no task processes, for all walks of a spec. */
export abstract class SharedCluster {
  api!: Api;
  #settings!: Settings;
  #reprise: Started | undefined;
  #guardian: Guardian | undefined;
  readonly #jobs: Sample[] = [];

  /** Name on the page. */
  abstract readonly label: string;
  /** Reason that Reprise gives while it does not answer. */
  abstract readonly silence: string;
  /** Number of tasks that it runs at once. */
  abstract readonly slots: number;
  /** Matches a task in the queue that a pause holds. */
  abstract readonly held: RegExp;
  /** Matches the message of a job in which the script of a task was killed. */
  abstract readonly lostTask: RegExp;
  /** Matches the command of a task's script on the node. */
  protected abstract readonly script: RegExp;
  /** Process that answers all requests. */
  protected abstract readonly controller: number;
  /** All tasks in the queue, in the format of the cluster. Throws if it does not answer. */
  abstract queue(): string[];
  /** Waits until the cluster has this number of tasks, and runs as many of them as it can. */
  abstract allRun(tasks: number): Promise<true>;
  /** Starts the cluster in a folder, and writes pipelines. */
  protected abstract prepare(folder: string): Promise<Settings>;

  async start(name: string): Promise<void> {
    const folder = mkdtempSync(join(serverFolder(), `reprise-${name}-`));
    chmodSync(folder, 0o755);
    this.#guardian = guard(folder);
    const settings = await this.prepare(folder);
    this.#settings = { ...settings, REPRISE_CANCEL_GRACE: '4s', REPRISE_PORT: String(await freePort()) };
    mkdirSync(this.#settings.REPRISE_INPUT_ROOTS, { recursive: true });
    this.#reprise = startElsewhere(this.#settings);
    const link = await this.#reprise.link();
    this.api = new Api(link.origin, link.searchParams.get('token')!);
  }

  /** Kills Reprise, its databases and all its attempts at once, and starts Reprise again. The cluster continues. */
  async restartMachine(): Promise<void> {
    await this.#reprise!.end('SIGKILL');
    await waitUntil(() => this.#runner() === undefined, { every: 20, what: 'the runner is gone' });
    this.#reprise = startElsewhere(this.#settings);
    await this.#reprise.link();
  }

  /** Ends the jobs of a test, regardless of its result. */
  async tidy(): Promise<void> {
    this.answers();
    for (const job of this.#jobs.splice(0)) await job.end();
  }

  async stop(): Promise<void> {
    this.#reprise?.process.kill('SIGKILL');
    await this.#guardian?.finish();
  }

  /** Makes the cluster silent. Its node continues. */
  fallsSilent = (): void => void process.kill(this.controller, 'SIGSTOP');
  answers = (): void => void process.kill(this.controller, 'SIGCONT');

  async submit(
    tasks: number,
    { pipeline = 'ticks', ...more }: { pipeline?: string } & Parameters<typeof Sample.submit>[4] = {},
  ): Promise<Sample> {
    const { REPRISE_DATA_DIR, REPRISE_INPUT_ROOTS } = this.#settings;
    const gates = mkdtempSync(join(REPRISE_INPUT_ROOTS, 'gates-'));
    chmodSync(gates, 0o777);
    const job = await Sample.submit(this.api, REPRISE_DATA_DIR, pipeline, { folder: gates, tasks }, more);
    this.#jobs.push(job);
    return job;
  }

  ledger({ folder }: Sample): string {
    const ledger = join(folder, 'ledger');
    return existsSync(ledger) ? readFileSync(ledger, 'utf8') : '';
  }

  /** Processes of a job's tasks on the cluster's node, regardless of who started them. */
  onNode = (job: Sample): LiveProcess[] => processesIn(job.id).filter(({ command }) => command.includes('.command'));

  /**
   * Waits until the job has ended, and returns its tasks in the queue and live processes at that point. With linuxproc,
   * Slurm reports a job as ended while its last processes are still ending.
   */
  async over(job: Sample) {
    const found = await waitUntil(
      async () => {
        const view = await job.read();
        if (view.status !== 'failed') return undefined;
        return { cause: view.failure?.cause, queue: this.queue(), message: view.error_message };
      },
      { every: 50, what: 'the job is over' },
    );
    const isGone = () => this.onNode(job).length === 0;
    await waitUntil(isGone, { every: 20, milliseconds: 5_000, what: 'its processes are gone' }).catch(() => undefined);
    return { ...found, onNode: this.onNode(job) };
  }

  /** Waits until tasks of a running job write again. */
  async goesOn(job: Sample): Promise<void> {
    await job.reads('running', ({ status, pending_action }) => status === 'running' && pending_action === null);
    await this.writes(job);
  }

  async writes(job: Sample): Promise<void> {
    const before = this.ledger(job);
    await waitUntil(() => this.ledger(job) !== before, { every: 100, what: 'tasks write' });
  }

  async nothingWrites(job: Sample): Promise<void> {
    const before = this.ledger(job);
    const looks = performance.now();
    await waitUntil(() => performance.now() - looks > 1_000, { what: 'a second has passed' });
    expect(this.ledger(job)).toBe(before);
  }

  /** Waits until the job has completed, with each line of each task once: no two tasks wrote to the same work dir. */
  async completes(job: Sample, tasks: number): Promise<void> {
    const { output_dir } = await job.becomes('completed');
    const each = Array.from({ length: tasks }, (_, task) =>
      Array.from({ length: LINES }, (_line, line) => `${String(task + 1)} ${String(line + 1)}`),
    );
    const written = readFileSync(join(output_dir!, 'all-lines'), 'utf8').trim().split('\n');
    expect(written.toSorted()).toEqual(each.flat().toSorted());
  }

  /** Waits until the job's page says why its tasks are unknown. */
  isSaidToBe(job: Sample, unknown: string) {
    const look = async () => (await this.api.executors(job.id)).executors.some((each) => each.unknown === unknown);
    return waitUntil(look, { every: 200, what: `its tasks are unknown: ${unknown}` });
  }

  /** Kills the script of one task on the node. */
  async killScript(job: Sample): Promise<void> {
    // A task is reported as running a moment before its script is started.
    const script = await waitUntil(() => processesIn(job.id).find(({ command }) => this.script.test(command)), {
      what: 'a task has a script',
    });
    process.kill(script.pid, 'SIGKILL');
  }

  killNextflow(job: Sample): void {
    process.kill(processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid, 'SIGKILL');
  }

  /** Kills the runner, which is started again, and returns its process id. */
  killRunner(): number {
    const { pid } = this.#runner()!;
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** Waits until there is another runner instead of a killed one. */
  async runnerIsBack(killed: number): Promise<void> {
    const isBack = () => ![undefined, killed].includes(this.#runner()?.pid);
    await waitUntil(isBack, { every: 100, what: 'the runner is back' });
  }

  #runner = () => processesIn(this.#settings.REPRISE_DATA_DIR).find(({ command }) => command.includes('dist/runner/'));
}
