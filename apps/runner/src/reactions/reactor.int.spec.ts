import {
  appendFileSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isEndingEvent } from '@reprise/contracts';
import { executorOf, type EndReport, type ExecutorsOf, type Listing, type Scheduler } from '@reprise/executors';
import { decide, isRefusal, unprovenNow } from '@reprise/job';
import { attemptFiles, listTree } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import { waitUntil } from '@reprise/testing';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { LocalAttempt } from '../attempt/attempt.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { ResultChecks } from '../state/result-checks.ts';
import { Reactor } from './reactor.ts';
import { AttemptWatches } from '../watch/attempt-watches.ts';
import { noImages } from '../facts/no-images.fixture.ts';

/** Fake tasks whose `survivors` cannot be ended, because real ones cannot be created on every machine. */
class StubbornTasks extends AttemptTasks {
  survivors: number[] = [];
  tries = 0;

  override async terminate(local: LocalAttempt): Promise<EndReport> {
    return this.#reported(await super.terminate(local));
  }

  override async sweep(local: LocalAttempt): Promise<EndReport> {
    return this.#reported(await super.sweep(local));
  }

  #reported(report: EndReport): EndReport {
    this.tries += 1;
    return { ...report, survivors: this.survivors };
  }
}

const none = () => Promise.resolve();

describe('the reactor', () => {
  let job: HeldJob;
  let tasks: StubbornTasks;
  let reactor: Reactor;
  let stopping: AbortController;
  let problems: { at: number; problem: string }[];

  let checks: ResultChecks;
  let pipeline: () => Promise<Pipeline | undefined>;
  const begin = (used?: ExecutorsOf): void => {
    tasks = new StubbornTasks(job.settings.graceMs, used);
    stopping = new AbortController();
    problems = [];
    checks = new ResultChecks();
    reactor = new Reactor({
      cache: job.cache,
      commands: job.commands,
      tasks,
      settings: job.settings,
      signal: stopping.signal,
      watches: new AttemptWatches({
        log: job.log,
        tasks,
        signal: stopping.signal,
        onWarning: () => undefined,
        ...noImages,
        reportNextflow: () => Promise.resolve(),
        observeRun: () => Promise.resolve({}),
        observeInputs: () => Promise.resolve(null),
      }),
      checks,
      pipeline: () => pipeline(),
      onWarning: () => undefined,
      onOrphans: () => undefined,
      onError: (problem) => problems.push({ at: performance.now(), problem: String(problem) }),
    });
    job.cache.changed.subscribe((changed) => reactor.wake(changed));
    reactor.wake(job.id);
  };
  const stop = (): void => stopping.abort();
  const until = (what: string, condition: () => boolean) => waitUntil(() => condition() || undefined, { what });
  const untilTriedAgain = async (times: number) => {
    const before = tasks.tries;
    await until('the tree is tried again', () => {
      reactor.wake(job.id);
      return tasks.tries >= before + times;
    });
  };
  const taskRuns = async () => {
    await job.waitFor('attempt_started');
    const { held } = job;
    // Before the gate opens, a command of the gate's own script may still be running.
    await until('the gate is open', () => existsSync(attemptFiles(held.attemptDir).opened));
    await until('a task runs', () => listTree(held).length > 1);
    return held;
  };
  const cancel = () => job.tellAndWait({ type: 'cancel_requested', data: { attempt: 1, reason: null } });
  const killNextflow = () => process.kill(job.held.job.last_run!.process.pid, 'SIGKILL');
  const slotsTaken = () => job.cache.queue('default').state.taken.length;

  beforeEach(async () => {
    job = await HeldJob.claimed({ simulation: { seconds: 60 } });
    pipeline = () => Promise.resolve(job.pipeline);
  });
  afterEach(async () => {
    stop();
    await job.remove();
  });

  it('withdraws a job whose start fails after a cancel', async () => {
    const { root } = job.held.paths;
    mkdirSync(root, { recursive: true });
    writeFileSync(`${root}/attempts`, 'where a folder must be');
    await job.tell({ type: 'cancel_requested', data: { attempt: 1, reason: null } });
    begin();
    await job.waitFor('attempt_cancelled');
    expect(await job.types()).toEqual(['submitted', 'attempt_claimed', 'cancel_requested', 'attempt_cancelled']);
  });

  it('ends the marked processes and the job if the folder of its attempt is gone', async () => {
    begin();
    const held = await taskRuns();
    rmSync(held.attemptDir, { recursive: true, maxRetries: 20, retryDelay: 20 }); // its Nextflow writes to it
    expect(await job.waitFor('attempt_failed')).toMatchObject({
      data: {
        cause: 'killed',
        message: expect.stringMatching(
          /^The folder of this attempt is gone, .*\. ((\d+ processes|One process) .* (were|was) ended|No process of it was found)\.$/,
        ),
      },
    });
    expect(listTree(held)).toEqual([]);
    expect(slotsTaken()).toBe(0);
  });

  it('also cancels a job if the folder of its attempt is gone', async () => {
    begin();
    const held = await taskRuns();
    stop();
    rmSync(held.attemptDir, { recursive: true, maxRetries: 20, retryDelay: 20 }); // its Nextflow writes to it
    await cancel();
    begin();
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
    expect(listTree(held)).toEqual([]);
  });

  it('also cancels a job if it cannot record the intent to do so', async () => {
    begin();
    const held = await taskRuns();
    symlinkSync(`${held.attemptDir}/no-folder/note`, `${held.attemptDir}/signalled`);
    await cancel();
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
  });

  it('stops reading huge results when the job is cancelled, and releases the slot', async () => {
    await job.remove();
    job = await HeldJob.claimed({ simulation: { seconds: 0 } });
    const huge = () => join(job.held.job.last_run?.output_dir ?? '', 'huge.bam');
    pipeline = () => {
      // Queried at startup, for the watch, and before the results are read.
      if (job.state.status === 'running') writeHuge(huge());
      const { pipeline: brief } = job;
      return Promise.resolve(brief && { ...brief, manifest: { ...brief.manifest, outputs: { bam: '*.bam' } } });
    };
    begin();
    await until('its results are read', () => (checks.all()[0]?.bytes_done ?? 0) > 0);
    const path = huge();
    await cancel();
    expect(await job.waitFor('attempt_succeeded')).toMatchObject({
      data: {
        cancel: 'too_late',
        outputs: [],
        outputs_skipped: [{ path, reason: 'not read: the job was cancelled while its results were checked' }],
      },
    });
    await until('its slot is given back', () => slotsTaken() === 0);
    expect(checks.all()).toEqual([]);
  });

  it('reports once which processes of a cancelled job cannot be ended, keeps the slot, and retries', async () => {
    const unconfirmed = async () =>
      (await job.life()).filter(({ type }) => type === 'cancel_unconfirmed').map(({ data }) => data);
    begin();
    await taskRuns();
    tasks.survivors = [4711];
    await cancel();
    await job.waitFor('cancel_unconfirmed');
    await untilTriedAgain(3);
    expect(await unconfirmed()).toMatchObject([{ pids: [4711] }]);
    expect([job.state.status, job.state.pending_action?.kind, slotsTaken()]).toEqual(['running', 'cancelling', 1]);

    tasks.survivors = [4712];
    await untilTriedAgain(3);
    expect(await unconfirmed()).toMatchObject([{ pids: [4711] }, { pids: [4712] }]);
    tasks.survivors = [];
    await untilTriedAgain(1);
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
    expect(slotsTaken()).toBe(0);
  });

  describe('with tasks on another machine', () => {
    let listing: Listing;
    let cancels: string[][];
    const scheduler: Scheduler = {
      name: 'slurm',
      label: 'Slurm',
      list: () => Promise.resolve(listing),
      cancel: (ids) => cancelled(ids),
      hold: none,
      release: none,
      stop: none,
      resume: none,
    };
    const cancelled = (ids: readonly string[]) => {
      cancels.push([...ids]);
      listing = { alive: [] };
      return Promise.resolve();
    };
    const down = { unknown: 'squeue did not answer in 10 s' };
    const unproven = [{ name: 'slurm', message: `Slurm does not answer: ${down.unknown}`, left: [], left_count: null }];
    const reported = async () =>
      (await job.life()).filter(({ type }) => type === 'attempt_unproven').map(({ data }) => data);
    const again = () => {
      reactor.wake(job.id);
      return waitUntil(async () => isEndingEvent((await job.types()).at(-1)!) || undefined, {
        what: 'it has ended',
      });
    };
    beforeEach(async () => {
      cancels = [];
      begin(() => Promise.resolve([executorOf(scheduler, { everyMs: 1, withinMs: 1_000 })]));
      await taskRuns();
    });

    it('cancels the job once these are gone, and records them', async () => {
      listing = { alive: [{ native_id: '8', phase: 'running', state: 'RUNNING' }] };
      await cancel();
      const { data } = await job.waitFor('attempt_cancelled');
      expect(data).toMatchObject({ executors: [{ name: 'slurm', ended: ['8'], ended_count: 1 }] });
      // Queried while Nextflow is running and after it has ended, in any order.
      expect([...new Set(cancels.flat())]).toEqual(['8']);
    });

    it('keeps the job cancelling while that machine does not answer, reports it once, and cancels afterwards', async () => {
      listing = down;
      await cancel();
      expect(await job.waitFor('cancel_unconfirmed')).toMatchObject({ data: { pids: [], executors: unproven } });
      await untilTriedAgain(3);
      expect([job.state.status, job.state.pending_action?.kind, slotsTaken()]).toEqual(['running', 'cancelling', 1]);
      expect((await job.types()).filter((type) => type === 'cancel_unconfirmed')).toHaveLength(1);
      expect(unprovenNow(job.state)).toMatchObject({ during: 'end', executors: unproven });
      listing = { alive: [{ native_id: '8', phase: 'running', state: 'RUNNING' }] };
      await again();
      const { data } = await job.waitFor('attempt_cancelled');
      expect(data).toMatchObject({ executors: [{ ended: ['8'] }] });
      expect(slotsTaken()).toBe(0);
    });

    it('keeps the job running after its Nextflow was killed while that machine does not answer, and fails it once no task is left', async () => {
      listing = down;
      killNextflow();
      await untilTriedAgain(3);
      expect(await reported()).toEqual([{ attempt: 1, during: 'end', executors: unproven }]);
      expect(problems.map(({ problem }) => problem)).toEqual([
        `Not every task of the attempt is proven to have ended. Slurm does not answer: ${down.unknown}`,
      ]);
      expect([job.state.status, slotsTaken()]).toEqual(['running', 1]);
      listing = { alive: [] };
      await again();
      expect(await job.waitFor('attempt_failed')).toMatchObject({
        data: { cause: 'killed', message: expect.stringContaining('0 jobs on Slurm') as string },
      });
    });

    it('deletes files of a job that was reported as lost only once that machine answers that no task is left', async () => {
      listing = down;
      const { workRoot } = job.held.paths;
      const { name: _, ...lost } = failAttempt(1, 'runner_lost', 'lost');
      await job.tellAndWait({ type: 'attempt_failed', data: lost });
      await job.tellAndWait({
        type: 'clean_requested',
        data: { attempt: 1, reason: null, what: 'all', rule: null },
      });
      const isSilent = () => problems.some(({ problem }) => problem.includes(`Slurm does not answer: ${down.unknown}`));
      await until('the clean has asked', isSilent);
      problems = [];
      await until('the clean has asked again', isSilent);
      expect([existsSync(workRoot), (await job.types()).at(-1)]).toEqual([true, 'clean_requested']);
      listing = { alive: [{ native_id: '8', phase: 'running', state: 'RUNNING' }] };
      reactor.wake(job.id);
      await job.waitFor('cleaned');
      expect([existsSync(workRoot), cancels]).toEqual([false, [['8']]]);
    });
  });

  describe('with a job that an administrator abandoned while its cluster was silent', () => {
    let listing: Listing | Promise<Listing>;
    let lists: number;
    const scheduler: Scheduler = {
      name: 'slurm',
      label: 'Slurm',
      hold: none,
      release: none,
      stop: none,
      resume: none,
      list: () => {
        lists += 1;
        return Promise.resolve(listing);
      },
      cancel: () => Promise.resolve(void (listing = { alive: [] })),
    };
    const used: ExecutorsOf = () => Promise.resolve([executorOf(scheduler, { everyMs: 1, withinMs: 60_000 })]);
    const submitted =
      'Nov-30 15:15:29.948 [Task submitter] DEBUG nextflow.executor.GridTaskHandler - [SLURM] submitted process A (1) > jobId: 812; workDir: /work/6f/19a37b';
    const abandon = async () => {
      const decision = decide(job.state, { name: 'abandon', reason: 'switched off' });
      if (isRefusal(decision)) throw new Error(decision.detail);
      for (const each of decision) await job.tellAndWait(each);
    };
    const proven = () => {
      reactor.wake(job.id);
      return job.waitFor('end_proven');
    };
    const askedAgain = async () => {
      const before = lists;
      await until('it is asked again', () => {
        reactor.wake(job.id);
        return lists > before + 1;
      });
    };
    beforeEach(async () => {
      [lists, listing] = [0, { unknown: 'squeue did not answer in 10 s' }];
      begin(used);
      const { attemptDir } = await taskRuns();
      appendFileSync(attemptFiles(attemptDir).log, `${submitted}\n`);
    });

    it('frees the slot at once, keeps asking, ends what is left, and reports that once', async () => {
      await cancel();
      const { data } = await job.waitFor('cancel_unconfirmed');
      expect(data).toMatchObject({
        executors: [{ left: [{ native_id: '812', state: 'submitted' }], left_count: null }],
      });
      await until('it knows', () => unprovenNow(job.state) !== null);
      await abandon();
      expect(await job.waitFor('attempt_failed')).toMatchObject({ data: { cause: 'abandoned' } });
      await askedAgain();
      expect((await job.types()).at(-1)).toBe('attempt_failed');
      listing = { alive: [{ native_id: '812', phase: 'running', state: 'RUNNING' }] };
      expect(await proven()).toMatchObject({
        data: { attempt: 1, executors: [{ name: 'slurm', ended: ['812'], ended_count: 1 }] },
        causation_id: (await job.waitFor('attempt_failed')).id,
      });
      await until('it is forgotten', () => !job.cache.has(job.id));
      await askedNoMore();
      expect((await job.types()).filter((type) => type === 'end_proven')).toHaveLength(1);
    });

    it('reports what a running cancel has ended', async () => {
      await cancel();
      await job.waitFor('cancel_unconfirmed');
      await until('it knows', () => unprovenNow(job.state) !== null);
      let answer: (found: Listing) => void = () => undefined;
      const asked = new Promise<Listing>((resolve) => (answer = resolve));
      const before = lists;
      listing = asked;
      await until('a cancel is under way', () => {
        reactor.wake(job.id);
        return lists > before;
      });
      await abandon();
      listing = { alive: [] };
      answer({ alive: [{ native_id: '812', phase: 'running', state: 'RUNNING' }] });
      expect(await proven()).toMatchObject({ data: { executors: [{ name: 'slurm', ended: ['812'] }] } });
    });

    it('also ends Nextflow if the pause was not proven', async () => {
      await job.tellAndWait({ type: 'pause_requested', data: { attempt: 1, reason: null, mode: 'freeze' } });
      expect(await job.waitFor('attempt_unproven')).toMatchObject({ data: { during: 'pause' } });
      const { held } = job;
      await abandon();
      listing = { alive: [] };
      await proven();
      expect(listTree(held)).toEqual([]);
    });

    it('takes the job up again after a restart', async () => {
      await cancel();
      await job.waitFor('cancel_unconfirmed');
      await until('it knows', () => unprovenNow(job.state) !== null);
      stop();
      await abandon();
      listing = { alive: [] };
      begin(used);
      expect(job.cache.jobsToTidy()).toEqual([job.id]);
      await proven();
    });

    const askedNoMore = async () => {
      const before = lists;
      reactor.wake(job.id);
      await until('it was woken', () => !job.cache.has(job.id));
      expect(lists).toBe(before);
    };
  });

  it('reports processes left by Nextflow that cannot be ended, keeps the slot, and ends the job after them', async () => {
    begin();
    await taskRuns();
    tasks.survivors = [4711];
    killNextflow();
    await untilTriedAgain(3);
    const problem = 'Nextflow has ended, but processes that it left could not be ended: 4711';
    expect(problems).toMatchObject([{ problem }]);
    expect([job.state.status, slotsTaken()]).toEqual(['running', 1]);
    expect(unprovenNow(job.state)).toMatchObject({ executors: [{ name: 'local', left: [{ native_id: '4711' }] }] });
    tasks.survivors = [];
    await untilTriedAgain(1);
    expect(await job.waitFor('attempt_failed')).toMatchObject({ data: { cause: 'killed' } });
  });

  it('reports why a watch failed, and waits before it retries', async () => {
    const { read } = job.log;
    job.log.read = () => {
      throw new Error('the log does not answer');
    };
    begin();
    await until('it has failed twice', () => problems.length >= 2);
    job.log.read = read;
    expect(problems[0]?.problem).toBe('Error: the log does not answer');
    expect(problems[1]!.at - problems[0]!.at).toBeGreaterThan(1_000);
    killNextflow();
    await job.waitFor('attempt_failed');
  });

  describe('with a requested pause', () => {
    const ask = (mode: 'freeze' | 'drain') =>
      job.tellAndWait({ type: 'pause_requested', data: { attempt: 1, reason: null, mode } });
    const askToGoOn = () => job.tellAndWait({ type: 'unpause_requested', data: { attempt: 1, reason: null } });
    const stopped = (held: LocalAttempt) => listTree(held).map(({ state }) => state === 'T');

    it('pauses the job, also again after a restart, and continues it', async () => {
      begin();
      const held = await taskRuns();
      await ask('freeze');
      expect(await job.waitFor('paused')).toMatchObject({ data: { attempt: 1, mode: 'freeze' } });
      expect([job.state.status, new Set(stopped(held))]).toEqual(['paused', new Set([true])]);
      stop();
      begin();
      await askToGoOn();
      await job.waitFor('unpaused');
      expect([job.state.status, new Set(stopped(held))]).toEqual(['running', new Set([false])]);
      expect(job.state.paused_ms).toBeGreaterThan(0);
    });

    it('pauses after a request without a runner, and cancels a paused job', async () => {
      begin();
      const held = await taskRuns();
      stop();
      await ask('drain');
      begin();
      await job.waitFor('paused');
      await cancel();
      expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
      expect(listTree(held)).toEqual([]);
    });

    it('continues the job if the pause was withdrawn while the runner was away', async () => {
      begin();
      const held = await taskRuns();
      stop();
      await tasks.pause(held, 'freeze');
      await ask('freeze');
      await askToGoOn();
      begin();
      await until('it goes on', () => stopped(held).every((each) => !each));
      expect(job.state).toMatchObject({ status: 'running', pending_action: null });
    });

    it('ends the job if its Nextflow was killed during the pause', async () => {
      begin();
      await taskRuns();
      await ask('freeze');
      await job.waitFor('paused');
      killNextflow();
      expect(await job.waitFor('attempt_failed')).toMatchObject({ data: { cause: 'killed' } });
    });
  });
});

/** Creates a file of 1 TiB that is not detected as sparse, because all sampled places contain data. */
function writeHuge(path: string): void {
  const file = openSync(path, 'w');
  for (let part = 0; part < 64; part += 1) writeSync(file, 'data', 2 ** 34 * part);
  ftruncateSync(file, 2 ** 40);
  closeSync(file);
}
