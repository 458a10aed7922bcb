import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder, type SlurmOnThisMachine, slurmTool, startSlurm, waitUntil } from '@reprise/testing';
import type { Api } from '../../api.ts';
import { seconds } from '../../clusters/run-cells.ts';
import { writeTicks } from '../../clusters/ticks.ts';
import { guard, type Guardian } from '../../guardian.ts';
import { processesIn } from '../../processes.ts';
import { Sample } from '../../sample.ts';
import { startedByOwner, startedByRoot, type RepriseElsewhere } from './reprise-elsewhere.ts';

export interface SlurmLabOptions {
  readonly cpus: number;
  readonly queueSize: number;
  /** Additional lines of the Nextflow config. */
  readonly config?: readonly string[];
  /** Path of another Nextflow. */
  readonly nextflow?: string;
  /** Additional settings of Reprise. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether an ordinary user starts Reprise. */
  readonly isOfUser?: boolean;
}

/** Tasks of a job, and the lines that each writes, one every `every` seconds. */
export interface TickParams {
  readonly tasks: number;
  readonly lines: number;
  readonly every: number;
}

/** Number of a job's tasks that are running, and that are in Slurm. */
export interface Load {
  readonly running: number;
  readonly queued: number;
}

/** A separate Slurm cluster and Reprise instance, and the operations of a test on a job in them. */
export class SlurmLab {
  readonly slurm: SlurmOnThisMachine;
  readonly #folder: string;
  readonly #dataDir: string;
  readonly #api: Api;
  readonly #end: RepriseElsewhere['end'];
  readonly #guardian: Guardian;

  private constructor(
    folder: string,
    api: Api,
    { slurm, end, guardian }: { slurm: SlurmOnThisMachine; end: RepriseElsewhere['end']; guardian: Guardian },
  ) {
    this.#folder = folder;
    this.#dataDir = join(folder, 'own/data');
    this.#api = api;
    this.slurm = slurm;
    this.#end = end;
    this.#guardian = guardian;
  }

  static async start({
    cpus,
    queueSize,
    config = [],
    nextflow,
    settings: more,
    isOfUser,
  }: SlurmLabOptions): Promise<SlurmLab> {
    const folder = mkdtempSync(join(serverFolder(), 'reprise-slurm-'));
    chmodSync(folder, 0o755);
    const guardian = guard(folder);
    const slurm = await startSlurm(join(folder, 'slurm'), { cpus });
    writeTicks(join(folder, 'pipelines/ticks'), 'slurm', [
      `executor.queueSize = ${String(queueSize)}`,
      "executor.submitRateLimit = '100 sec'",
      ...config,
    ]);
    for (const made of ['inputs', 'own']) mkdirSync(join(folder, made));
    const settings = {
      REPRISE_DATA_DIR: join(folder, 'own/data'),
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: join(folder, 'inputs'),
      SLURM_CONF: slurm.conf,
      ...(nextflow !== undefined && { REPRISE_NEXTFLOW: nextflow }),
      ...more,
    };
    const { api, end } = isOfUser ? await startedByOwner(join(folder, 'own'), settings) : await startedByRoot(settings);
    return new SlurmLab(folder, api, { slurm, end, guardian });
  }

  async stop(): Promise<void> {
    await this.#end();
    await this.#guardian.finish();
  }

  /** Submits a job, and waits until the given numbers of its tasks have written a line, and are in Slurm. */
  async started(params: TickParams, { running, queued }: Load): Promise<Sample> {
    const folder = mkdtempSync(join(this.#folder, 'inputs/'));
    chmodSync(folder, 0o777);
    const job = await Sample.submit(this.#api, this.#dataDir, 'ticks', { folder, ...params });
    const isSo = () => {
      const queue = this.queue();
      const states = queue.filter((state) => state === 'RUNNING');
      const begun = new Set(
        this.ledgerOf(job)
          .split('\n')
          .flatMap((line) => line.split(' ')[0] || []),
      );
      return (queue.length >= queued && states.length >= running && begun.size >= running) || undefined;
    };
    await waitUntil(isSo, { every: 500, milliseconds: 600_000, what: `${String(queued)} jobs are on Slurm` });
    return job;
  }

  /** Slurm jobs with their states. Throws if Slurm does not answer. */
  queue(): string[] {
    return slurmTool(this.slurm.conf, 'squeue', ['--noheader', '--array', '--format=%T'])!.split('\n').filter(Boolean);
  }

  isEmpty(): Promise<true> {
    return waitUntil(() => this.queue().length === 0 || undefined, {
      every: 50,
      milliseconds: 120_000,
      what: 'none is left',
    });
  }

  /** Processes of tasks, according to the machine itself. */
  onNode = (job: Sample) => processesIn(job.id).filter(({ command }) => command.includes('.command'));

  nextflowOf = (job: Sample): number =>
    processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid;

  ledgerOf({ folder }: Sample): string {
    const ledger = join(folder, 'ledger');
    return existsSync(ledger) ? readFileSync(ledger, 'utf8') : '';
  }

  /** Memory of the runner in MB: current and peak. */
  runnerMemory(): { readonly now: number; readonly most: number } {
    const runner = processesIn(this.#dataDir).find(({ command }) => command.includes('dist/runner/'));
    const status = runner ? readFileSync(`/proc/${String(runner.pid)}/status`, 'utf8') : '';
    const mb = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
    return { now: mb('VmRSS'), most: mb('VmHWM') };
  }

  /**
   * Stops Nextflow, then ends its Slurm jobs with `scancel`, then cancels the job. Returns the seconds until Slurm
   * lists no jobs, and the seconds that the cancel takes: in this time Nextflow ends, and all tasks are proven to have
   * ended.
   */
  async bareCancel(job: Sample): Promise<{ readonly scancel: number; readonly after: number }> {
    process.kill(this.nextflowOf(job), 'SIGSTOP');
    const ids = slurmTool(this.slurm.conf, 'squeue', ['--noheader', '--array', '--format=%i'])!.split('\n');
    let since = performance.now();
    for (let from = 0; from < ids.length; from += 100)
      slurmTool(this.slurm.conf, 'scancel', ids.slice(from, from + 100));
    await this.isEmpty();
    const scancel = seconds(since);
    since = performance.now();
    await job.command('cancel');
    await job.becomes('failed', 300_000);
    return { scancel, after: seconds(since) };
  }
}
