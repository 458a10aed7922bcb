import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { executorsByWorkDir, executorsOf, type Listing, type Scheduler } from '@reprise/executors';
import { attemptFiles } from '@reprise/nextflow';
import { heldAttempt } from '../attempt/attempt.ts';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { planClean } from '../clean/plan-clean.ts';
import { prepare } from './prepare.ts';

const PACE = { everyMs: 1, withinMs: 50 };

describe('a rerun on a runner with a different data dir and the same folder for work dirs', () => {
  let job: HeldJob;
  let workDir: string;
  let dataDirB: string;
  let slurm: { answer: Listing; readonly ends: boolean };
  let cancelled: string[];
  let warnings: string[];
  beforeEach(async () => {
    workDir = mkdtempSync(join(tmpdir(), 'reprise-shared-'));
    job = await HeldJob.claimed({}, { work_dir: workDir });
    dataDirB = mkdtempSync(join(tmpdir(), 'reprise-data-b-'));
    slurm = { answer: { alive: [] }, ends: true };
    cancelled = [];
    warnings = [];
    launched(job.dataDir, 1);
    writeFileIn(join(workOf(1), TASK, 'out.bam'));
  });
  afterEach(async () => {
    await job.remove();
    for (const folder of [dataDirB, workDir]) rmSync(folder, { recursive: true });
  });

  const TASK = 'ab/cdef0123456789abcdef0123456789';
  const on = (dataDir: string, attempt: number) => heldAttempt(dataDir, job.held.job, attempt);
  const workOf = (session: number) => on(dataDirB, session).paths.workDir(session);
  const writeFileIn = (path: string, text = '') => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  /** Records an attempt whose tasks ran on Slurm, and whose end is not proven. */
  const launched = (dataDir: string, attempt: number) => {
    const { log, process: identity } = attemptFiles(on(dataDir, attempt).attemptDir);
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const lines = [
      `${at} nextflow.executor.Executor - [warm up] executor > slurm`,
      `${at} nextflow.processor.TaskProcessor - Starting process > A`,
      `${at} nextflow.Session - Session await`,
    ];
    writeFileIn(log, `${lines.join('\n')}\n`);
    writeFileSync(identity, '999999 1 of-an-earlier-boot\n');
  };
  const none = () => Promise.resolve();
  const scheduler: Scheduler = {
    name: 'slurm',
    label: 'Slurm',
    hold: none,
    release: none,
    stop: none,
    resume: none,
    list: ({ workRoot }) =>
      Promise.resolve(workRoot === join(workDir, job.id) ? slurm.answer : { unknown: 'a different folder' }),
    cancel: (ids) => {
      cancelled.push(...ids);
      if (slurm.ends) slurm.answer = { alive: [] };
      return Promise.resolve();
    },
  };
  const alive: Listing = { alive: [{ native_id: '9', state: 'RUNNING', phase: 'running' }] };
  const silent: Listing = { unknown: 'squeue did not answer in 10 s' };
  const rerun = (dataDir: string, attempt = 2) => {
    const tasks = new AttemptTasks(1_000, executorsOf([scheduler], PACE), executorsByWorkDir([scheduler], PACE));
    const onWarning = (warning: string) => void warnings.push(warning);
    const settings = { ...job.settings, dataDir, nextflow: job.settings.nextflows.launcherOf(), tasks, onWarning };
    return prepare(settings, on(dataDir, attempt), { params: {}, outputParam: 'outdir' });
  };
  const hasFiles = (session: number) => existsSync(join(workOf(session), TASK, 'out.bam'));

  it('keeps the work dir of the earlier attempt, uses its own, and ends the jobs that the cluster has below it', async () => {
    slurm.answer = alive;
    expect(await rerun(dataDirB)).toMatchObject({ ok: true, workDir: workOf(2) });
    expect(hasFiles(1)).toBe(true);
    expect(cancelled).toEqual(['9']);
    expect(warnings).toEqual([`Work dirs are kept, because it is unknown whether tasks still use them: ${workOf(1)}`]);
  });

  it('starts in its own work dir while the cluster does not answer', async () => {
    slurm.answer = silent;
    expect(await rerun(dataDirB)).toMatchObject({ ok: true, workDir: workOf(2) });
    expect(hasFiles(1)).toBe(true);
  });

  it('is not started while the cluster reports jobs that do not end', async () => {
    slurm = { answer: alive, ends: false };
    expect(await rerun(dataDirB)).toMatchObject({
      ok: false,
      message: expect.stringContaining('Slurm still has 1 job: 9 (RUNNING)') as string,
    });
  });

  it('is followed by reruns and cleans that delete only what ran with their own data dir', async () => {
    await rerun(dataDirB);
    launched(dataDirB, 2);
    writeFileIn(join(workOf(2), TASK, 'out.bam'));
    const clean = (dataDir: string, what: 'all' | 'all_but_resume') =>
      planClean(on(dataDir, 3).paths, { what, session: 3 }).then(({ groups }) => groups.at(-1)?.paths);
    const aside = join(workDir, job.id, 'aside');
    expect(await clean(dataDirB, 'all')).toEqual([workOf(2), aside]);
    expect(await clean(dataDirB, 'all_but_resume')).toContain(workOf(2));
    expect(await clean(dataDirB, 'all_but_resume')).not.toContain(workOf(1));
    expect(await clean(job.dataDir, 'all')).toEqual([workOf(1), aside]);
    expect(await rerun(dataDirB, 3)).toMatchObject({ ok: true, workDir: workOf(3) });
    expect([hasFiles(1), hasFiles(2)]).toEqual([true, false]);
  });

  it('deletes the earlier work dir if it has the same data dir, once its cluster has confirmed the end', async () => {
    slurm.answer = alive;
    expect(await rerun(job.dataDir)).toMatchObject({ ok: true });
    expect([hasFiles(1), warnings]).toEqual([false, []]);
  });
});
