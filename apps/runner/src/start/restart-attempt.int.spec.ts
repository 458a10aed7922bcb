import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { abortGate, attemptFiles, waitForEnd } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { redoQuestion } from '../questions/redo-question.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { localAttempt } from '../attempt/attempt.ts';
import { jobPaths } from '../attempt/job-paths.ts';
import { planClean } from '../clean/plan-clean.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { moveStepAside, settleMoves } from './restart-moves.ts';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import { localGate } from './local-gate.ts';
import { startAttempt } from './start-attempt.ts';

describe('a restart from a step', () => {
  let job: HeldJob;
  beforeEach(async () => {
    job = await HeldJob.claimed();
    await start();
    await waitForEnd(job.held.attemptDir);
    await job.commands.handle(job.id, failAttempt(1, 'killed', 'for the test'));
  });
  afterEach(() => job.remove());

  const start = (launcher = job.settings.nextflows.launcherOf()) => {
    const nextflows = new InstalledNextflows([{ ...job.settings.nextflows.default, launcher }]);
    return startAttempt(job.held, localGate(job.held, job.pipeline, { ...job.settings, nextflows }), job.commands, {
      ...job.settings,
      nextflows,
    });
  };
  const restart = async (step: string, attempt = 2, params?: object) => {
    await job.tellAndWait({
      type: 'restart_requested',
      data: { attempt, reason: null, step, ...(params && { params }) },
    });
    await job.claim();
  };
  const workDir = () => join(job.dataDir, 'jobs', job.id, 'work', '1');
  const aside = () => join(workDir(), '..', 'aside');
  const tasks = (dir: string) =>
    existsSync(dir)
      ? readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
          /[0-9a-f]{2}\/[0-9a-f]{30}$/.test(path),
        )
      : [];
  const journal = () => existsSync(join(job.dataDir, 'jobs', job.id, 'restart.json'));
  const lastEvent = async () => (await job.life()).at(-1)!;
  const ask = (step: string | null) =>
    new (redoQuestion({ runner_id: 'a', storage_id: 'storage' }, job.dataDir))().redo({
      job_id: job.id,
      attempt: 1,
      work_dir: workDir(),
      step,
      search: [],
    });

  it("moves the step's tasks and later ones aside, and resumes the session", async () => {
    expect(tasks(workDir())).toHaveLength(2);
    // The supervisor of the first run ends after it has recorded the exit.
    const free = async () => {
      const answer = await ask('FIRST');
      return answer.held ? undefined : answer;
    };
    expect(await waitUntil(free, { what: 'the lock is free' })).toMatchObject({
      work_dir: 'present',
      steps: expect.arrayContaining(['FIRST', 'LAST']) as string[],
      groups: [
        { process: 'FIRST', reason: 'chosen', uses: null, is_moved: true },
        { process: 'LAST', reason: 'uses', uses: 'FIRST', is_moved: true },
      ],
    });
    await restart('LAST');
    await start();
    expect((await lastEvent()).data).toMatchObject({
      attempt: 2,
      work_dir: workDir(),
      argv: expect.arrayContaining(['-resume']) as string[],
    });
    expect([tasks(aside()).length, journal()]).toEqual([1, false]);
    await waitForEnd(job.held.attemptDir);
    expect(tasks(workDir())).toHaveLength(2);
    expect(await ask(null)).toMatchObject({ groups: [] });
  });

  it('publishes into its own dir with other parameters, and continues there while they are unchanged', async () => {
    const output = (attempt: number) => join(job.dataDir, 'jobs', job.id, 'output', String(attempt));
    const ran = async () => {
      await start();
      await waitForEnd(job.held.attemptDir);
      const started = (await lastEvent()).data;
      await job.commands.handle(job.id, failAttempt(job.held.attempt, 'killed', 'for the test'));
      return (started as { output_dir: string }).output_dir;
    };
    await restart('LAST');
    expect(await ran()).toBe(output(1));
    await restart('LAST', 3, { seconds: 0.2 });
    expect(await ran()).toBe(output(3));
    await restart('LAST', 4, { seconds: 0.3 });
    await start('/none/nextflow'); // a task that never ran produced nothing
    await job.tellAndWait({ type: 'resume_requested', data: { attempt: 5, reason: null } });
    await job.claim();
    expect(await ran()).toBe(output(5));
    await restart('LAST', 6);
    expect(await ran()).toBe(output(5));
  });

  it('publishes into its own dir if the earlier parameters were lost in a power failure', async () => {
    writeFileSync(attemptFiles(jobPaths(job.settings.dataDir, job.id).attemptDir(1)).params, '');
    await restart('LAST');
    await start();
    expect((await lastEvent()).data).toMatchObject({ output_dir: join(job.dataDir, 'jobs', job.id, 'output', '2') });
    await waitForEnd(job.held.attemptDir);
  });

  it('continues from a step whose only task was unfinished, although that was already moved as incomplete', async () => {
    const hasInput = (task: string) =>
      readdirSync(join(workDir(), task), { withFileTypes: true }).some((entry) => entry.isSymbolicLink());
    const last = tasks(workDir()).find(hasInput);
    rmSync(join(workDir(), last!, '.exitcode'));
    expect(await ask('LAST')).toMatchObject({ groups: [{ process: 'LAST', reason: 'chosen', is_moved: true }] });
    await restart('LAST');
    await start();
    expect((await lastEvent()).type).toBe('attempt_started');
    await waitForEnd(job.held.attemptDir);
    expect(tasks(workDir())).toHaveLength(2);
  });

  it('also restores unfinished tasks after a failure, so that the same restart can be requested again', async () => {
    for (const task of tasks(workDir())) rmSync(join(workDir(), task, '.exitcode'));
    await restart('FIRST');
    await start('/none/nextflow');
    expect((await lastEvent()).data).toMatchObject({ cause: 'start_failed' });
    await restart('FIRST', 3);
    await start();
    expect((await lastEvent()).type).toBe('attempt_started');
    await waitForEnd(job.held.attemptDir);
  });

  it('keeps a result that links to a file of a repeated task', async () => {
    const [task = ''] = tasks(workDir());
    writeFileSync(join(workDir(), task, 'made'), 'of attempt 1');
    const result = join(job.dataDir, 'jobs', job.id, 'output', '1', 'made');
    symlinkSync(join(workDir(), task, 'made'), result);
    await restart('FIRST', 2, { seconds: 0.2 });
    await start();
    await waitForEnd(job.held.attemptDir);
    expect(readFileSync(result, 'utf8')).toBe('of attempt 1');
    const plan = await planClean(jobPaths(job.dataDir, job.id), { what: 'work_dir', session: 1 });
    expect([...plan.keep]).toContain(realpathSync(result));
  });

  it('names the holder of a lock that blocks it', async () => {
    const holder = spawn('flock', [join(job.dataDir, 'jobs', job.id, 'lock'), 'sleep', '60']);
    try {
      const held = async () => {
        const { held } = await ask(null);
        return held?.pid === holder.pid && held;
      };
      expect(await waitUntil(held, { what: 'its lock is seen' })).toMatchObject({ lock: 'job' });
    } finally {
      holder.kill();
    }
  });

  it('restores everything after a failure, and gives the reason', async () => {
    await restart('FIRST');
    await start('/none/nextflow');
    const { type, data } = await lastEvent();
    expect([type, data]).toMatchObject(['attempt_failed', { cause: 'start_failed' }]);
    expect([tasks(workDir()).length, journal()]).toEqual([2, false]);
  });

  it('restores everything after an earlier cancel', async () => {
    await restart('FIRST');
    await job.tell({ type: 'cancel_requested', data: { attempt: 2, reason: null } });
    await start();
    expect([tasks(workDir()).length, journal()]).toEqual([2, false]);
  });

  it('restores everything if its child dies at the gate', async () => {
    await restart('FIRST');
    const handle: RunnerCommands['handle'] = async (...command) => {
      const handled = await job.commands.handle(...command);
      await abortGate(job.held.attemptDir);
      return handled;
    };
    await startAttempt(job.held, localGate(job.held, job.pipeline, job.settings), { handle }, job.settings);
    expect((await lastEvent()).type).toBe('attempt_started');
    expect([tasks(workDir()).length, journal()]).toEqual([2, false]);
  });

  it('is refused for a step without tasks, and moves nothing', async () => {
    await restart('MERGE');
    await start();
    expect((await lastEvent()).data).toMatchObject({
      cause: 'start_failed',
      message:
        'Cannot restart from MERGE: no task of it is in the work dir. Steps with tasks: FIRST, LAST. Nothing was started.',
    });
    expect(tasks(workDir())).toHaveLength(2);
  });

  it('continues after the runner was killed during the move', async () => {
    await restart('FIRST');
    await moveStepAside(job.held, workDir()); // and then it was killed
    await start();
    expect((await lastEvent()).type).toBe('attempt_started');
    await waitForEnd(job.held.attemptDir);
    expect([tasks(workDir()).length, tasks(aside()).length, journal()]).toEqual([2, 2, false]);
  });

  it('is undone at the end of the attempt if its runner was lost before the start', async () => {
    await restart('FIRST');
    await moveStepAside(job.held, workDir());
    const lost = localAttempt(job.dataDir, job.id, 2);
    await job.commands.handle(job.id, failAttempt(2, 'killed', 'for the test'));
    await settleMoves(lost, true);
    expect([tasks(workDir()).length, journal()]).toEqual([2, false]);
  });
});
