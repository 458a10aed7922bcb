import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nextflowCommand } from '../command/nextflow-command.ts';
import { sessionOf } from '../command/session-history.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { openGate } from '../supervise/gate.ts';
import { launchGated } from '../supervise/launch-gated.ts';
import type { LaunchSpec } from '../supervise/spec.ts';
import { waitForEnd } from '../supervise/wait-for-end.ts';
import type { TaskObservation } from '../watch/task-observation.ts';
import { watchTasks } from '../watch/watch-tasks.ts';
import { findNextflow, nextflowVersion } from './nextflow.ts';
import type { Scratch } from './scratch.ts';

const pipelinePath = (name: string) => fileURLToPath(new URL(`./pipelines/${name}.nf`, import.meta.url));

/** A run of one of the pipelines next to this file, started as a runner starts it. */
export class NextflowRun {
  readonly spec: LaunchSpec;
  readonly workDir: string;
  readonly name: string;

  private constructor(spec: LaunchSpec, workDir: string, name: string) {
    this.spec = spec;
    this.workDir = workDir;
    this.name = name;
  }

  static async start(
    scratch: Scratch,
    pipeline: string,
    {
      params = {},
      resume = null,
      changes = {},
      script = pipelinePath(pipeline),
    }: { params?: object; resume?: string | null; changes?: Partial<LaunchSpec>; script?: string } = {},
  ): Promise<NextflowRun> {
    const spec = scratch.spec(['placeholder'], changes);
    const runName = `r-${spec.marker['REPRISE_JOB_ID']}`;
    const files = attemptFiles(spec.attemptDir);
    const workDir = join(scratch.dir, 'work');
    const { argv, config } = nextflowCommand({
      nextflow: findNextflow(),
      version: nextflowVersion(),
      script,
      runName,
      paramsFile: files.params,
      workDir,
      outputDir: join(scratch.dir, 'results'),
      attemptDir: spec.attemptDir,
      resumeSession: resume,
    });
    mkdirSync(spec.attemptDir, { recursive: true });
    writeFileSync(files.config, config);
    writeFileSync(files.params, JSON.stringify(params));
    const launch = await launchGated({ ...spec, argv });
    if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
    await openGate(spec.attemptDir);
    return new NextflowRun(spec, workDir, runName);
  }

  session = () => sessionOf(this.spec.launchDir, this.name);
  ended = () => waitForEnd(this.spec.attemptDir);

  /** All observations, from the beginning to the end. */
  async observations(ended: Promise<unknown> = this.ended()): Promise<TaskObservation[]> {
    const all: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir: this.spec.attemptDir, workDir: this.workDir, ended }))
      all.push(...batch);
    return all;
  }

  /** Watches until an observation matches, then leaves the run running. */
  async until(wanted: (observation: TaskObservation) => boolean): Promise<TaskObservation> {
    for await (const batch of watchTasks({
      attemptDir: this.spec.attemptDir,
      workDir: this.workDir,
      ended: this.ended(),
    })) {
      const found = batch.find(wanted);
      if (found) return found;
    }
    throw new Error('the run ended before');
  }
}

export async function waitFor(what: string, condition: () => boolean, withinMs = 120_000): Promise<void> {
  if (!(await pollUntil(condition, { withinMs, everyMs: 50 }))) throw new Error(`waited in vain for ${what}`);
}
