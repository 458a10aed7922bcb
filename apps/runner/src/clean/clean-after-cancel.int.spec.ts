import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { ResultChecks } from '../state/result-checks.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { jobPaths, type JobPaths } from '../attempt/job-paths.ts';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { Reactor } from '../reactions/reactor.ts';
import { AttemptWatches } from '../watch/attempt-watches.ts';
import { noImages } from '../facts/no-images.fixture.ts';

const steps = [
  { name: 'FIRST', seconds: 0, publish: ['first.txt'] },
  { name: 'SECOND', seconds: 60 },
];

describe('a runner that has cancelled a job', () => {
  let job: HeldJob;
  let paths: JobPaths;
  let stopping: AbortController;

  const begin = (): void => {
    const tasks = new AttemptTasks(job.settings.graceMs);
    stopping = new AbortController();
    const { signal } = stopping;
    const reactor = new Reactor({
      cache: job.cache,
      commands: job.commands,
      tasks,
      settings: job.settings,
      signal,
      checks: new ResultChecks(),
      watches: new AttemptWatches({
        log: job.log,
        tasks,
        signal,
        onWarning: () => undefined,
        ...noImages,
        reportNextflow: () => Promise.resolve(),
        observeRun: () => Promise.resolve({}),
        observeInputs: () => Promise.resolve(null),
      }),
      pipeline: () => Promise.resolve(job.pipeline),
      onWarning: () => undefined,
      onOrphans: () => undefined,
      onError: () => undefined,
    });
    job.cache.changed.subscribe((changed) => reactor.wake(changed));
    reactor.wake(job.id);
  };
  /** Whether each task succeeded, by task dir. */
  const tasks = (): Record<string, boolean> => {
    const work = paths.workDir(1);
    const dirs = existsSync(work) ? readdirSync(work, { recursive: true, encoding: 'utf8' }) : [];
    const commands = dirs.filter((path) => path.endsWith('.command.sh')).map((path) => join(work, path, '..'));
    const isDone = (dir: string) =>
      existsSync(join(dir, '.exitcode')) && readFileSync(join(dir, '.exitcode'), 'utf8') === '0';
    return Object.fromEntries(commands.map((dir) => [dir, isDone(dir)]));
  };
  const result = () => join(paths.outputDir(1), 'first.txt');
  const untilHalf = async (on_cancel?: string) => {
    job = await HeldJob.claimed({ simulation: { steps } }, undefined, undefined, { on_cancel });
    paths = jobPaths(job.dataDir, job.id);
    begin();
    await waitUntil(
      () => (existsSync(result()) && Object.keys(tasks()).length === 2 && job.state.status === 'running') || undefined,
      { what: 'one task is done and one runs' },
    );
  };
  const cancel = () => job.tell({ type: 'cancel_requested', data: { attempt: 1, reason: null } });

  afterEach(async () => {
    stopping.abort();
    await job.remove();
  });

  it('deletes partial results and unfinished tasks by its policy, and records it', async () => {
    await untilHalf('delete_partial_outputs');
    await cancel();
    const rule = 'on_cancel of brief';
    const clean = { what: 'partial_outputs', keep_results: false, rule };
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0, clean } });
    const cleaned = await job.waitFor('cleaned');
    expect(cleaned).toMatchObject({ data: { attempt: 1, by: rule, resume_possible: true } });
    expect(existsSync(result())).toBe(false);
    expect(Object.values(tasks())).toEqual([true]);
  });

  it('continues after a stop between the end of the attempt and the deletion', async () => {
    await untilHalf('delete_all_but_resume');
    const first = stopping;
    job.cache.changed.subscribe(() => {
      if (job.cache.job(job.id).state.status === 'failed') first.abort();
    });
    await cancel();
    await job.waitFor('attempt_cancelled');
    await waitUntil(() => first.signal.aborted || undefined, { what: 'the runner stops' });
    expect([existsSync(result()), (await job.types()).includes('cleaned')]).toEqual([true, false]);
    begin();
    expect(await job.waitFor('cleaned')).toMatchObject({ data: { by: 'on_cancel of brief', resume_possible: true } });
    expect([existsSync(result()), Object.values(tasks())]).toEqual([false, [true]]);
  });

  it('keeps all files without a policy', async () => {
    await untilHalf();
    await cancel();
    await job.waitFor('attempt_cancelled');
    expect([existsSync(result()), Object.keys(tasks()).length]).toEqual([true, 2]);
    expect(job.cache.job(job.id).state).not.toHaveProperty('cleaning');
  });
});
