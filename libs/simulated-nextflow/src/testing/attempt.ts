import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  attemptFiles,
  terminateTree,
  launchGated,
  nextflowCommand,
  openGate,
  sessionOf,
  waitForEnd,
  watchTasks,
  type TaskObservation,
} from '@reprise/nextflow';

export const simulated = fileURLToPath(new URL('../../nextflow', import.meta.url));
const script = fileURLToPath(new URL('../../pipelines/simulated/main.nf', import.meta.url));
export const environment = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  LANG: 'C.UTF-8',
  NXF_OFFLINE: 'true',
};

/** Attempts of one job, started as the runner does. */
export class Job {
  readonly folder = mkdtempSync(join(tmpdir(), 'reprise-simulated-'));
  readonly workDir = join(this.folder, 'work');
  readonly outputDir = join(this.folder, 'output');
  readonly #nextflow: string;
  readonly #attempts: Attempt[] = [];

  constructor(nextflow: string) {
    this.#nextflow = nextflow;
  }

  async start(params: object = {}, resume: string | null = null): Promise<Attempt> {
    const number = this.#attempts.length + 1;
    const attempt = new Attempt(this, number);
    const files = attemptFiles(attempt.dir);
    const { argv, config } = nextflowCommand({
      nextflow: this.#nextflow,
      version: '24.10.0',
      script,
      runName: attempt.runName,
      paramsFile: files.params,
      workDir: this.workDir,
      outputDir: this.outputDir,
      attemptDir: attempt.dir,
      resumeSession: resume,
    });
    mkdirSync(attempt.dir, { recursive: true });
    writeFileSync(files.params, JSON.stringify({ ...params, output_dir: this.outputDir }));
    writeFileSync(files.config, config);
    const launched = await launchGated({
      argv,
      launchDir: this.folder,
      attemptDir: attempt.dir,
      // Separate locks, because tests also check how two runs of a session interact.
      lockFile: join(attempt.dir, 'lock'),
      env: environment,
      marker: attempt.marker,
      cgroup: 'off',
    });
    if (launched.status !== 'gated') throw new Error(JSON.stringify(launched));
    this.#attempts.push(attempt);
    attempt.pid = launched.process.pid;
    await openGate(attempt.dir);
    return attempt;
  }

  async remove(): Promise<void> {
    for (const { dir, marker } of this.#attempts) await terminateTree({ attemptDir: dir, marker, graceMs: 0 });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Attempt {
  readonly dir: string;
  readonly runName: string;
  readonly marker = { REPRISE_JOB_ID: randomUUID(), REPRISE_ATTEMPT: '1' };
  pid = 0;
  readonly #job: Job;

  constructor(job: Job, number: number) {
    this.#job = job;
    this.dir = join(job.folder, 'attempts', String(number));
    this.runName = `job-${String(number)}`;
  }

  ended = () => waitForEnd(this.dir);
  session = () => sessionOf(this.#job.folder, this.runName);
  stdout = () => readFileSync(attemptFiles(this.dir).stdout, 'utf8');
  historyStatus = () =>
    readFileSync(join(this.#job.folder, '.nextflow', 'history'), 'utf8')
      .split('\n')
      .map((row) => row.split('\t'))
      .find((columns) => columns[2] === this.runName)?.[3];

  /** All observations, from the beginning to the end. */
  async observations(): Promise<TaskObservation[]> {
    const all: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir: this.dir, workDir: this.#job.workDir, ended: this.ended() }))
      all.push(...batch);
    return all;
  }

  /** Waits for the first task that is observed to be submitted. */
  async submitted(): Promise<TaskObservation> {
    for await (const batch of watchTasks({ attemptDir: this.dir, workDir: this.#job.workDir, ended: this.ended() })) {
      const first = batch.find(({ type }) => type === 'submitted');
      if (first) return first;
    }
    throw new Error(`the run ended before: ${this.stdout()}`);
  }

  /** Waits until the start of this many tasks has been observed. */
  async started(count: number): Promise<void> {
    let seen = 0;
    for await (const batch of watchTasks({ attemptDir: this.dir, workDir: this.#job.workDir, ended: this.ended() })) {
      seen += batch.filter(({ type }) => type === 'started').length;
      if (seen >= count) return;
    }
    throw new Error(`the run ended before: ${this.stdout()}`);
  }
}
