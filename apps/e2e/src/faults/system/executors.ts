import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, type ProcessIdentity } from '@reprise/local-servers';
import { chooseSlurm, ensureSlurm, thisMachine, type Say } from '@reprise/setup';
import { slurmTool, startSlurm } from '@reprise/testing';
import type { ExecutorVictim } from '../record/kinds.ts';

/** Name of the pipeline whose tasks run on Slurm. */
const NAME = 'noted-slurm';
/** Nextflow notices sooner than by default that a task has ended, or that its node is silent. */
const CONFIG = `
process.executor = 'slurm'
executor { pollInterval = '1 sec'; queueStatInterval = '2 sec'; exitReadTimeout = '60 sec' }
`;

/** A real Slurm of one node, and a pipeline whose tasks run on it. */
export class Executors {
  /** Folder with the pipeline. */
  readonly pipelines: string;
  readonly pipeline = NAME;
  /** Settings of Reprise. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #conf: string;
  readonly #pids: Record<ExecutorVictim, number>;

  private constructor(folder: string, pipelines: string, conf: string, pids: Record<ExecutorVictim, number>) {
    this.#folder = folder;
    this.pipelines = pipelines;
    this.#conf = conf;
    this.#pids = pids;
    this.env = { SLURM_CONF: conf };
  }

  /** Returns why this machine cannot run executors; null if it can. */
  static problem(): string | null {
    return chooseSlurm(thisMachine()).from === 'nowhere' ? 'Slurm requires root on Debian' : null;
  }

  /** @param folder of the system, whose guardian ends Slurm */
  static async startedIn(folder: string, source: string, say: Say): Promise<Executors> {
    await ensureSlurm(thisMachine(), say);
    const own = join(folder, 'slurm');
    const { conf, controller, node } = await startSlurm(own);
    const pipelines = join(folder, 'pipelines');
    const pipeline = join(pipelines, NAME);
    mkdirSync(pipelines);
    cpSync(source, pipeline, { recursive: true });
    writeFileSync(join(pipeline, 'nextflow.config'), CONFIG);
    const manifest = { name: NAME, script: 'main.nf', input_param: null, outputs: { report: 'merged.txt' } };
    writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify(manifest));
    return new Executors(own, pipelines, conf, { slurmctld: controller, slurmd: node });
  }

  process(name: ExecutorVictim): ProcessIdentity | undefined {
    return identify(this.#pids[name]);
  }

  /** Starts a daemon that was killed, on its own files. */
  restart(name: ExecutorVictim): void {
    const output = openSync(join(this.#folder, `${name}.log`), 'a');
    this.#pids[name] = spawn(name, ['-D', '-f', this.#conf], { stdio: ['ignore', output, output] }).pid!;
  }

  /** Submits a job that belongs to no attempt. */
  forgeJob(): void {
    slurmTool(this.#conf, 'sbatch', ['--output=/dev/null', '--wrap=sleep 600']);
  }

  /** Jobs that have not ended according to Slurm's own tool; undefined if Slurm does not answer. */
  jobs(): string[] | undefined {
    const printed = slurmTool(this.#conf, 'squeue', ['--noheader', '--format=%i %T %Z']);
    return printed?.split('\n').filter(Boolean);
  }
}
