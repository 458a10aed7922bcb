import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLifecycle, jobKindFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { inspectAttempt, launchGated, listTree, moveAside, openGate } from '@reprise/nextflow';
import { executorOf, type EndReport, type Listing, type Scheduler } from '@reprise/executors';
import { waitUntil } from '@reprise/testing';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import {
  claim,
  recordLost,
  runnerOn,
  start,
  submit,
  tell,
  type CommandingRunner,
} from '../state/runner-commands.fixture.ts';
import { localAttempt, type LocalAttempt } from '../attempt/attempt.ts';
import { Reactor, type ReactorOptions } from '../reactions/reactor.ts';
import { writeStartRecord } from '../start/start-record.ts';
import { terminateOrphans, terminateOrphansOf } from './terminate-orphans.ts';

const none = () => Promise.resolve();

describe('a runner whose attempt was recorded as lost', () => {
  let dataDir: string;
  let log: MemoryEventLog;
  let following: CommandingRunner[];
  let launched: LocalAttempt[];
  let others: ChildProcess[];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'reprise-lost-'));
    log = new MemoryEventLog();
    following = [];
    launched = [];
    others = [];
  });
  afterEach(async () => {
    for (const { stop } of following) stop();
    others.forEach((child) => child.kill('SIGKILL'));
    for (const local of launched) await new AttemptTasks(0).terminate(local);
    rmSync(dataDir, { recursive: true });
  });

  async function runner(name: string): Promise<CommandingRunner> {
    const commanding = await runnerOn(log, name);
    following.push(commanding);
    return commanding;
  }

  /** A job that runner a holds, with a running program: a waiting shell with a child. */
  async function running(a: CommandingRunner): Promise<LocalAttempt & { readonly job: string }> {
    const job = await submit(log);
    await claim(a, job);
    const local = localAttempt(dataDir, job, 1);
    const launch = await launchGated({
      argv: ['sh', '-c', 'sleep 600 & wait'],
      launchDir: dataDir,
      attemptDir: local.attemptDir,
      lockFile: local.paths.lockFile,
      env: { PATH: process.env['PATH'] ?? '' },
      marker: local.marker,
      cgroup: 'off',
    });
    if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
    launched.push(local);
    await start(a, job);
    await openGate(local.attemptDir);
    await waitUntil(() => listTree(local).length === 2, { what: 'the shell has its child' });
    return { ...local, job };
  }

  const lose = async ({ job }: { job: string }) => {
    expect(await recordLost(log, job)).toMatchObject({ outcome: 'accepted' });
  };

  const life = async ({ job }: { job: string }) =>
    (await eventsOf(log.read(jobKindFilter(job, 'life')))).filter(isLifecycle);

  /** Runner a's reactions, with only the dependencies needed without held attempts. */
  function reactor(
    { cache, commands }: CommandingRunner,
    reported: string[],
    tasks = new AttemptTasks(2_000),
  ): Reactor {
    const identity = { runner_id: 'a', storage_id: 's' };
    return new Reactor({
      cache,
      commands,
      tasks,
      signal: new AbortController().signal,
      settings: { dataDir, identity, sessions: { forget: () => Promise.resolve() } },
      onOrphans: (ended: readonly string[]) => reported.push(...ended),
      onError: (error: unknown) => reported.push(String(error)),
    } as unknown as ReactorOptions);
  }

  it('ends the processes when it learns of the loss, and reports them', async () => {
    const a = await runner('a');
    const attempt = await running(a);
    const reported: string[] = [];
    const reactions = reactor(a, reported);
    a.cache.changed.subscribe((changed) => reactions.wake(changed));
    const home = join(dataDir, 'jobs', attempt.job, 'home');
    mkdirSync(join(home, '1'), { recursive: true });
    await lose(attempt);
    await waitUntil(() => reported.length > 0, { what: 'the ended processes are reported' });
    expect(reported).toEqual([`${attempt.job}/1`]);
    expect(listTree(attempt)).toEqual([]);
    await waitUntil(() => !existsSync(home) || undefined, { what: 'its home is removed' });
    expect((await life(attempt)).at(-1)).toMatchObject({
      type: 'attempt_failed',
      data: { cause: 'runner_lost' },
    });
  });

  it('also ends them after a rerun that another runner has claimed', async () => {
    const a = await runner('a');
    const attempt = await running(a);
    await lose(attempt);
    await tell(log, {
      type: 'rerun_requested',
      subject: attempt.job,
      data: { attempt: 2, reason: null, params: {}, keep_work_dir: false },
    });
    await claim(await runner('b'), attempt.job, 2);
    const claimed = () => (a.cache.job(attempt.job).state as { claimed_by?: string }).claimed_by === 'b';
    await waitUntil(claimed, { what: 'runner a knows of the claim' });
    const reported: string[] = [];
    reactor(a, reported).wake(attempt.job);
    await waitUntil(() => reported.length > 0, { what: 'the ended processes are reported' });
    expect(listTree(attempt)).toEqual([]);
  });

  it('deletes the files if a clean is requested while it ends the processes', async () => {
    const a = await runner('a');
    const attempt = await running(a);
    let begun = false;
    let goOn = () => undefined as void;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    class Gated extends AttemptTasks {
      override async terminate(local: LocalAttempt): Promise<EndReport> {
        begun = true;
        await gate;
        return super.terminate(local);
      }
    }
    const reactions = reactor(a, [], new Gated(2_000));
    a.cache.changed.subscribe((changed) => reactions.wake(changed));
    await lose(attempt);
    await waitUntil(() => begun, { what: 'its processes are being ended' });
    const data = { attempt: 1, reason: null, what: 'all', rule: null } as const;
    await tell(log, { type: 'clean_requested', subject: attempt.job, data });
    await waitUntil(() => a.cache.jobsToTidy().length > 0, { what: 'runner a knows of the clean' });
    goOn();
    const cleaned = async () => (await life(attempt)).find(({ type }) => type === 'cleaned');
    expect(await waitUntil(cleaned, { what: 'the clean is recorded' })).toMatchObject({ data: { attempt: 1 } });
  });

  it('ends at its return what is over, and leaves what it still holds', async () => {
    const a = await runner('a');
    const [lost, held] = [await running(a), await running(a)];
    await lose(lost);
    const { cache } = await runner('a');
    const ended = await terminateOrphans(cache, { ...strays(new AttemptTasks(2_000)), onError: fail });
    expect(ended).toEqual([`${lost.job}/1`]);
    expect(listTree(lost)).toEqual([]);
    expect(inspectAttempt(held.attemptDir).status).toBe('running');
  });

  it('restores at its return what was moved aside for that attempt, and leaves that of an attempt it still holds', async () => {
    const a = await runner('a');
    const moved = async () => {
      const job = await submit(log);
      await claim(a, job);
      const { paths } = localAttempt(dataDir, job, 1);
      const [workDir, journal] = [paths.workDir(1), paths.restartJournal];
      mkdirSync(join(workDir, 'aa/1'), { recursive: true });
      await moveAside({ journal, attempt: 1, workDir, links: paths.outputRoot, paths: ['aa/1'], at: new Date() });
      return { job, task: join(workDir, 'aa/1'), journal };
    };
    const [lost, held] = [await moved(), await moved()];
    await lose(lost);
    await terminateOrphans((await runner('a')).cache, { ...strays(new AttemptTasks(2_000)), onError: fail });
    expect([existsSync(lost.task), existsSync(lost.journal)]).toEqual([true, false]);
    expect([existsSync(held.task), existsSync(held.journal)]).toEqual([false, true]);
  });

  it('reports at its return processes that do not end, and ends the others', async () => {
    const a = await runner('a');
    const attempts = [await running(a), await running(a)];
    for (const attempt of attempts) await lose(attempt);
    const stubborn = attempts.toSorted((one, other) => (one.job < other.job ? -1 : 1))[0]!;
    /** Behaves as if one tree contained an unkillable process. */
    class OneStaysAlive extends AttemptTasks {
      override async terminate(local: LocalAttempt): Promise<EndReport> {
        if (local.key === stubborn.key)
          return { ended_before_signal: false, signals: [], processes_ended: 0, survivors: [4711], executors: [] };
        return super.terminate(local);
      }
    }
    const reported: string[] = [];
    const ended = await terminateOrphans((await runner('a')).cache, {
      ...strays(new OneStaysAlive(2_000)),
      onError: (error, job) => reported.push(`${job}: ${(error as Error).message}`),
    });
    expect(ended).toEqual(attempts.map(({ key }) => key).filter((key) => key !== stubborn.key));
    expect(reported).toEqual([`${stubborn.job}: Attempt 1 is over, but processes of it could not be ended: 4711`]);
  });

  it('ends the tasks that a killed Nextflow left, and reports again those that do not end', async () => {
    const a = await runner('a');
    const attempt = await running(a);
    await lose(attempt);
    const [leader] = listTree(attempt);
    process.kill(leader!.pid, 'SIGKILL');
    await waitUntil(() => inspectAttempt(attempt.attemptDir).status === 'exited', { what: 'its Nextflow has ended' });
    expect(listTree(attempt)).toHaveLength(1);
    class Stubborn extends AttemptTasks {
      override terminate = () =>
        Promise.resolve({
          ended_before_signal: false,
          signals: [],
          processes_ended: 0,
          survivors: [4711],
          executors: [],
        });
    }
    for (let time = 0; time < 2; time++)
      await expect(terminateOrphansOf(attempt.job, dataDir, new Stubborn(2_000))).rejects.toThrow('4711');
    expect(await terminateOrphansOf(attempt.job, dataDir, new AttemptTasks(2_000))).toMatchObject({
      ended: [attempt.key],
    });
    expect(listTree(attempt)).toEqual([]);
    expect(await terminateOrphansOf(attempt.job, dataDir, new AttemptTasks(2_000))).toMatchObject({ ended: [] });
  });

  it('reports at its return the jobs whose tasks a killed Nextflow left, also in containers below a separate work dir', async () => {
    const a = await runner('a');
    const attempts = [await running(a), await running(a), await running(a)];
    const [left = '', contained = ''] = attempts.map(({ job }) => job); // nothing of the third is left
    for (const { attemptDir, job, attempt } of attempts) {
      const work_dir = join(dataDir, 'apart', job, String(attempt));
      mkdirSync(work_dir, { recursive: true });
      await writeStartRecord(attemptDir, {
        argv: [],
        run_name: '',
        pipeline_revision: '',
        output_dir: '',
        work_dir,
      });
      await lose({ job });
    }
    for (const attempt of attempts) {
      // The child of the first one outlives its Nextflow.
      for (const { pid } of listTree(attempt).slice(0, attempt.job === left ? 1 : 2)) process.kill(pid, 'SIGKILL');
      await waitUntil(() => inspectAttempt(attempt.attemptDir).status === 'exited', { what: 'its Nextflow has ended' });
    }
    const env = { NXF_TASK_WORKDIR: join(dataDir, 'apart', contained, '1/ab/cdef12') };
    const container = spawn('sleep', ['600'], { env, detached: true, stdio: 'ignore' });
    others.push(container);
    await once(container, 'spawn');

    const tasks = new AttemptTasks(2_000);
    const begin = async () => {
      const later: string[] = [];
      const { cache } = await runner('a');
      const ended = await terminateOrphans(cache, {
        ...strays(tasks),
        onError: fail,
        onLeft: (jobId) => later.push(jobId),
      });
      expect(ended).toEqual([]);
      return later.toSorted();
    };
    expect(await begin()).toEqual([left, contained].toSorted());
    for (const job of [left, contained])
      expect((await terminateOrphansOf(job, dataDir, tasks)).ended).toEqual([`${job}/1`]);
    expect([container.signalCode, listTree(attempts[0]!)]).toEqual(['SIGTERM', []]);
    expect(await begin()).toEqual([]);
  });

  describe('with tasks on another machine', () => {
    let listing: Listing;
    const scheduler: Scheduler = {
      name: 'slurm',
      label: 'Slurm',
      list: ({ workRoot }) => Promise.resolve(asked(workRoot)),
      cancel: () => Promise.resolve(void (listing = { alive: [] })),
      hold: none,
      release: none,
      stop: none,
      resume: none,
    };
    const workRoots = new Set<string | undefined>();
    const asked = (workRoot: string | undefined) => {
      workRoots.add(workRoot);
      return listing;
    };
    const tasks = () =>
      new AttemptTasks(0, () => Promise.resolve([executorOf(scheduler, { everyMs: 1, withinMs: 60_000 })]));
    /** A lost attempt without processes here. */
    const lost = async () => {
      const a = await runner('a');
      const job = await submit(log);
      await claim(a, job);
      const { attemptDir, paths } = localAttempt(dataDir, job, 1);
      mkdirSync(attemptDir, { recursive: true });
      const work_dir = paths.workDir(1);
      await writeStartRecord(attemptDir, {
        argv: [],
        run_name: '',
        pipeline_revision: '',
        output_dir: '',
        work_dir,
      });
      await lose({ job });
      return { job, work_dir };
    };

    it('checks them later, and only until their end is proven', async () => {
      listing = { alive: [] };
      const { job } = await lost();
      const later: string[] = [];
      const begin = async () =>
        terminateOrphans((await runner('a')).cache, {
          ...strays(tasks()),
          onError: fail,
          onLeft: (jobId) => later.push(jobId),
        });
      expect(await begin()).toEqual([]);
      expect(later).toEqual([job]);
      await terminateOrphansOf(job, dataDir, tasks());
      await begin();
      expect(later).toEqual([job]);
    });

    it('ends them only in the work dir of that attempt', async () => {
      listing = { alive: [{ native_id: '8', phase: 'running', state: 'RUNNING' }] };
      const { job, work_dir } = await lost();
      workRoots.clear();
      const { executors } = await terminateOrphansOf(job, dataDir, tasks());
      expect(executors).toMatchObject([{ name: 'slurm', ended: ['8'] }]);
      expect(listing).toEqual({ alive: [] });
      expect([...workRoots]).toEqual([work_dir]);
    });

    it('reports each time that their end is not proven', async () => {
      listing = { unknown: 'it is down' };
      const { job } = await lost();
      for (let time = 0; time < 2; time++)
        await expect(terminateOrphansOf(job, dataDir, tasks())).rejects.toThrow(
          'Attempt 1 is over, but its tasks are not proven to have ended. Slurm does not answer: it is down',
        );
    });
  });

  const strays = (tasks: AttemptTasks) => ({ dataDir, runnerId: 'a', tasks, onLeft: () => undefined });
  const fail = (error: unknown) => {
    throw error;
  };
});
