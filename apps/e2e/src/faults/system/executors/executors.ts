import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from '@reprise/local-servers';
import { chooseDocker, chooseSlurm, thisMachine, type Say } from '@reprise/setup';
import { isSlurmDaemon, type ExecutorVictim, type SlurmDaemon } from '../../record/kinds.ts';
import type { Notes } from '../notes.ts';
import { Docker } from './docker.ts';
import { Slurm } from './slurm.ts';

/** A real Slurm and a real Docker, and a pipeline for each whose tasks run there. */
export class Executors {
  /** Folder with the pipelines. */
  readonly folder: string;
  readonly pipelines = ['noted-slurm', 'noted-docker'] as const;
  /** Settings of Reprise. */
  readonly env: Readonly<Record<string, string>>;
  readonly #slurm: Slurm;
  readonly #docker: Docker;

  private constructor(folder: string, slurm: Slurm, docker: Docker) {
    this.folder = folder;
    this.#slurm = slurm;
    this.#docker = docker;
    this.env = { ...slurm.env, ...docker.env };
  }

  /** Returns why this machine cannot run executors; null if it can. */
  static problem(): string | null {
    const isMissing = [chooseSlurm(thisMachine()), chooseDocker(thisMachine())].some(({ from }) => from === 'nowhere');
    return isMissing ? 'Slurm and Docker require root on Debian' : null;
  }

  /**
   * @param folder of the system, whose guardian ends Slurm and Docker
   * @param source pipeline to run on them
   */
  static async startedIn(folder: string, source: string, notes: Notes, say: Say): Promise<Executors> {
    const slurm = await Slurm.startedIn(join(folder, 'slurm'), say);
    const docker = await Docker.startedIn(join(folder, 'docker'), notes.folder, say);
    const executors = new Executors(join(folder, 'pipelines'), slurm, docker);
    mkdirSync(executors.folder);
    for (const [index, { config }] of [slurm, docker].entries()) {
      const name = executors.pipelines[index]!;
      const pipeline = join(executors.folder, name);
      cpSync(source, pipeline, { recursive: true });
      writeFileSync(join(pipeline, 'nextflow.config'), config);
      const manifest = { name, script: 'main.nf', input_param: null, outputs: { report: 'merged.txt' } };
      writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify(manifest));
    }
    return executors;
  }

  processes(name: ExecutorVictim): ProcessIdentity[] {
    return isSlurmDaemon(name) ? this.#slurm.processes(name) : this.#docker.processes(name);
  }

  /** Starts a daemon of Slurm that was killed. Docker's daemon is restarted without that. */
  restart(name: SlurmDaemon): void {
    this.#slurm.restart(name);
  }

  /** Submits a job to Slurm that belongs to no attempt. */
  forge(): void {
    this.#slurm.forge();
  }

  /** Tasks that have not ended according to the executors' own tools; undefined if one does not answer. */
  leftovers(): string[] | undefined {
    const [ofSlurm, ofDocker] = [this.#slurm.leftovers(), this.#docker.leftovers()];
    return ofSlurm && ofDocker && [...ofSlurm, ...ofDocker];
  }
}
