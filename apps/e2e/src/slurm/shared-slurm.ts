import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSlurm, thisMachine } from '@reprise/setup';
import { SLURM_CPUS, type SlurmOnThisMachine, slurmTool, startSlurm, waitUntil } from '@reprise/testing';
import { SharedCluster, type Settings } from '../clusters/shared-cluster.ts';
import { tickScript, writeTicks } from '../clusters/ticks.ts';
import { documented, type Documented } from './documented.ts';

/** A Slurm with one node, and the set-up of docs/clusters.md. */
export class SharedSlurm extends SharedCluster {
  readonly label = 'Slurm';
  readonly silence = 'squeue did not answer in 10 s';
  readonly slots = SLURM_CPUS;
  readonly held = /^PENDING JobHeldUser$/;
  readonly lostTask = /^TICK \(\d+\) was ended by Slurm without an exit code/;
  protected readonly script = /slurm_script$/;
  setUp!: Documented;
  #cluster!: SlurmOnThisMachine;

  protected get controller(): number {
    return this.#cluster.controller;
  }

  protected async prepare(folder: string): Promise<Settings> {
    await ensureSlurm(thisMachine(), () => undefined);
    this.#cluster = await startSlurm(join(folder, 'slurm'), { proctrack: 'pgid' });
    this.setUp = documented(folder);
    const { settings } = this.setUp;
    const {
      REPRISE_DATA_DIR = '',
      REPRISE_INPUT_ROOTS = '',
      REPRISE_WORK_ROOTS = '',
      REPRISE_PIPELINES = '',
    } = settings;
    mkdirSync(REPRISE_WORK_ROOTS, { recursive: true });
    chmodSync(REPRISE_WORK_ROOTS, 0o777);
    writeTicks(join(REPRISE_PIPELINES, 'ticks'), 'slurm');
    writeTicks(join(REPRISE_PIPELINES, 'impatient'), 'slurm', ["executor.exitReadTimeout = '3 sec'"]);
    this.#writeDocumented(join(REPRISE_PIPELINES, 'rnaseq'));
    return { ...settings, REPRISE_DATA_DIR, REPRISE_INPUT_ROOTS, SLURM_CONF: this.#cluster.conf };
  }

  /** Writes the pipeline of docs/clusters.md, which only uses its config to run tasks on Slurm. */
  #writeDocumented(pipeline: string): void {
    mkdirSync(pipeline);
    writeFileSync(join(pipeline, 'main.nf'), tickScript());
    writeFileSync(join(pipeline, 'slurm.config'), this.setUp.config);
    const manifest = JSON.parse(this.setUp.manifest) as object;
    const more = { input_param: null, output_param: 'outdir' };
    writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify({ ...manifest, ...more }));
  }

  /** Lines of a query of all Slurm jobs, by default their states and reasons. */
  queue(format = '%T %r'): string[] {
    return slurmTool(this.#cluster.conf, 'squeue', ['--noheader', `--format=${format}`])!
      .split('\n')
      .filter(Boolean);
  }

  allRun(tasks: number): Promise<true> {
    const isSo = () => {
      const queue = this.queue();
      const running = queue.filter((line) => line.startsWith('RUNNING')).length;
      return running === Math.min(tasks, SLURM_CPUS) && queue.length === tasks;
    };
    return waitUntil(isSo, { every: 200, what: `${String(tasks)} tasks are on Slurm` });
  }

  /** Updates the node with `scontrol`. */
  setNode(...settings: string[]): void {
    const node = slurmTool(this.#cluster.conf, 'sinfo', ['--noheader', '--format=%n'])!;
    slurmTool(this.#cluster.conf, 'scontrol', ['update', `nodename=${node}`, ...settings]);
  }
}
