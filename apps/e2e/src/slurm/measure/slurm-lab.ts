import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder, type SlurmOnThisMachine, slurmTool, startSlurm, waitUntil } from '@reprise/testing';
import { Api } from '../../api.ts';
import { startElsewhere } from '../../clusters/start-elsewhere.ts';
import { ANOTHER_MACHINE, writeTicks } from '../../clusters/ticks.ts';
import { guard, type Guardian } from '../../guardian.ts';
import { processesIn } from '../../processes.ts';
import { Sample } from '../../sample.ts';
import { NOBODY, startedByUser } from '../../strangers/started-by-user.ts';

export interface SlurmLabOptions {
  readonly cpus: number;
  readonly queueSize: number;
  /** Further lines of the Nextflow config. */
  readonly config?: readonly string[];
  /** Path of another Nextflow. */
  readonly nextflow?: string;
  /** Further settings of Reprise. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether an ordinary user starts Reprise. */
  readonly isOfUser?: boolean;
}

/** A Slurm and a Reprise of their own, and what a test does with a job on them. */
export class SlurmLab {
  readonly slurm: SlurmOnThisMachine;
  readonly #folder: string;
  readonly #dataDir: string;
  readonly #api: Api;
  readonly #end: End;
  readonly #guardian: Guardian;

  private constructor(
    folder: string,
    api: Api,
    { slurm, end, guardian }: { slurm: SlurmOnThisMachine; end: End; guardian: Guardian },
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
    const slurm = await startSlurm(join(folder, 'slurm'), cpus);
    writeTicks(join(folder, 'pipelines/ticks'), 'slurm', [
      `executor.queueSize = ${String(queueSize)}`,
      "executor.submitRateLimit = '100 sec'",
      ...config,
    ]);
    for (const made of ['inputs', 'own', 'home']) mkdirSync(join(folder, made));
    if (isOfUser) for (const own of ['own', 'home']) chownSync(join(folder, own), NOBODY, NOBODY);
    const settings = {
      ...{ REPRISE_DATA_DIR: join(folder, 'own/data'), REPRISE_PIPELINES: join(folder, 'pipelines') },
      ...{ REPRISE_INPUT_ROOTS: join(folder, 'inputs'), SLURM_CONF: slurm.conf },
      ...(nextflow !== undefined && { REPRISE_NEXTFLOW: nextflow }),
      ...more,
    };
    const { origin, token, end } = isOfUser
      ? await ofUser({ PATH: process.env['PATH'], HOME: join(folder, 'home'), REPRISE_PORT: '0', ...settings })
      : await ofRoot(settings);
    return new SlurmLab(folder, new Api(origin, token), { slurm, end, guardian });
  }

  async stop(): Promise<void> {
    await this.#end();
    await this.#guardian.finish();
  }

  async submit(params: { readonly tasks: number; readonly lines: number; readonly every: number }): Promise<Sample> {
    const folder = mkdtempSync(join(this.#folder, 'inputs/'));
    chmodSync(folder, 0o777);
    return Sample.submit(this.#api, this.#dataDir, 'ticks', { folder, ...params });
  }

  /** Jobs that Slurm has, with their states. It must answer. */
  queue(): string[] {
    return slurmTool(this.slurm.conf, 'squeue', ['--noheader', '--array', '--format=%T'])!.split('\n').filter(Boolean);
  }

  has(running: number, all: number): Promise<true> {
    const isSo = () => {
      const queue = this.queue();
      return (queue.length >= all && queue.filter((state) => state === 'RUNNING').length >= running) || undefined;
    };
    return waitUntil(isSo, { every: 500, milliseconds: 600_000, what: `${String(all)} jobs are on Slurm` });
  }

  isEmpty(): Promise<true> {
    return waitUntil(() => this.queue().length === 0 || undefined, {
      every: 50,
      milliseconds: 120_000,
      what: 'none is left',
    });
  }

  /** Processes of tasks, as the machine itself sees them. */
  onNode = (job: Sample) => processesIn(job.id).filter(({ command }) => command.includes('.command'));

  nextflowOf = (job: Sample): number =>
    processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid;

  ledgerOf({ folder }: Sample): string {
    const ledger = join(folder, 'ledger');
    return existsSync(ledger) ? readFileSync(ledger, 'utf8') : '';
  }

  /** Memory of the runner in MB: now, and the most that it had. */
  runnerMemory(): { readonly now: number; readonly most: number } {
    const runner = processesIn(this.#dataDir).find(({ command }) => command.includes('dist/runner/'));
    const status = runner ? readFileSync(`/proc/${String(runner.pid)}/status`, 'utf8') : '';
    const mb = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
    return { now: mb('VmRSS'), most: mb('VmHWM') };
  }

  /** Seconds of scancel itself, for as many jobs that sleep: until Slurm has none. */
  async bareCancel(jobs: number, running: number): Promise<number> {
    const asked = [
      '--array',
      `0-${String(jobs - 1)}`,
      `--output=${join(this.#folder, 'bare')}`,
      '--chdir=/tmp',
      '--wrap=sleep 600',
    ];
    slurmTool(this.slurm.conf, 'sbatch', asked);
    await this.has(running, jobs);
    const ids = slurmTool(this.slurm.conf, 'squeue', ['--noheader', '--array', '--format=%i'])!.split('\n');
    const since = performance.now();
    for (let from = 0; from < ids.length; from += 100)
      slurmTool(this.slurm.conf, 'scancel', ids.slice(from, from + 100));
    await this.isEmpty();
    return (performance.now() - since) / 1_000;
  }
}

type End = () => void | Promise<void>;

async function ofRoot(settings: Record<string, string>) {
  const reprise = startElsewhere(settings);
  const { origin, searchParams } = await reprise.link();
  return { origin, token: searchParams.get('token')!, end: () => void reprise.process.kill('SIGKILL') };
}

async function ofUser(env: NodeJS.ProcessEnv) {
  const { url, token, stop } = await startedByUser(env, ANOTHER_MACHINE);
  return { origin: url, token, end: stop };
}
