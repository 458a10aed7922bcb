import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { identify, type ProcessIdentity } from '@reprise/local-servers';
import { ensureSlurm, thisMachine, type Say } from '@reprise/setup';
import { slurmTool, startSlurm } from '@reprise/testing';
import type { SlurmDaemon } from '../../record/kinds.ts';

/** A real Slurm of one node. */
export class Slurm {
  /** Nextflow notices sooner than by default that a task has ended, or that its node is silent. */
  readonly config = `
process.executor = 'slurm'
executor { pollInterval = '1 sec'; queueStatInterval = '2 sec'; exitReadTimeout = '60 sec' }
`;
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #conf: string;
  readonly #pids: Record<SlurmDaemon, number>;

  private constructor(folder: string, conf: string, pids: Record<SlurmDaemon, number>) {
    this.#folder = folder;
    this.#conf = conf;
    this.#pids = pids;
    this.env = { SLURM_CONF: conf };
  }

  /** The guardian of the folder ends it. */
  static async startedIn(folder: string, say: Say): Promise<Slurm> {
    await ensureSlurm(thisMachine(), say);
    const { conf, controller, node } = await startSlurm(folder);
    return new Slurm(folder, conf, { slurmctld: controller, slurmd: node });
  }

  processes(name: SlurmDaemon): ProcessIdentity[] {
    return [identify(this.#pids[name]) ?? []].flat();
  }

  /** Starts a daemon that was killed, on its own files. */
  restart(name: SlurmDaemon): void {
    const output = openSync(join(this.#folder, `${name}.log`), 'a');
    this.#pids[name] = spawn(name, ['-D', '-f', this.#conf], { stdio: ['ignore', output, output] }).pid!;
  }

  /** Submits a job that belongs to no attempt. */
  forge(): void {
    slurmTool(this.#conf, 'sbatch', ['--output=/dev/null', '--wrap=sleep 600']);
  }

  /** Jobs that have not ended according to Slurm's own tool; undefined if Slurm does not answer. */
  leftovers(): string[] | undefined {
    const printed = slurmTool(this.#conf, 'squeue', ['--noheader', '--format=%i %T %Z']);
    return printed?.split('\n').flatMap((job) => (job ? [`Slurm has the job ${job}`] : []));
  }
}
