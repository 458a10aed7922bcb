import { join } from 'node:path';
import { ensureSge, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import { SharedCluster, type Settings } from '../clusters/shared-cluster.ts';
import { writeTicks } from '../clusters/ticks.ts';
import { SLOTS, startSge, tool, type SgeOnThisMachine } from './start-sge.ts';

/** An SGE with one node. */
export class SharedSge extends SharedCluster {
  readonly label = 'SGE';
  readonly silence = 'qstat did not answer in 10 s';
  readonly slots = SLOTS;
  readonly held = /^hqw$/;
  readonly lostTask = /^TICK \(\d+\) /;
  protected readonly script = /job_scripts\/\d+$/;
  #cluster!: SgeOnThisMachine;

  protected get controller(): number {
    return this.#cluster.master;
  }

  protected async prepare(folder: string): Promise<Settings> {
    await ensureSge(thisMachine(), () => undefined);
    this.#cluster = await startSge(join(folder, 'cluster'));
    writeTicks(join(folder, 'pipelines/ticks'), 'sge');
    writeTicks(join(folder, 'pipelines/impatient'), 'sge', ["executor.exitReadTimeout = '3 sec'"]);
    return {
      REPRISE_DATA_DIR: join(folder, 'data'),
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: join(folder, 'inputs'),
      ...this.#cluster.variables,
    };
  }

  /** States of all SGE jobs, such as `r`. */
  queue(): string[] {
    return tool(this.#cluster.variables, 'qstat', ['-u', '*', '-g', 'd'])
      .split('\n')
      .slice(2)
      .flatMap((line) => line.trim().split(/ +/)[4] ?? []);
  }

  allRun(tasks: number): Promise<true> {
    const all = [
      ...Array<string>(Math.min(tasks, SLOTS)).fill('r'),
      ...Array<string>(Math.max(0, tasks - SLOTS)).fill('qw'),
    ];
    const isSo = () => this.queue().join() === all.join();
    return waitUntil(isSo, { every: 200, what: `${String(tasks)} tasks are on SGE` });
  }
}
