import {
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
import { attemptFiles, listTree, type TerminationReport } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import { waitUntil } from '@reprise/testing';
import { ProcessTrees } from '../attempt/process-trees.ts';
import type { LocalAttempt } from '../attempt/attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { ResultChecks } from '../state/result-checks.ts';
import { Reactor } from './reactor.ts';
import { AttemptWatches } from '../watch/attempt-watches.ts';

/** Trees of which the `survivors` cannot be ended: no test can make a real one on every machine. */
class StubbornTrees extends ProcessTrees {
  survivors: number[] = [];
  tries = 0;

  override async terminate(local: LocalAttempt): Promise<TerminationReport> {
    return this.#reported(await super.terminate(local));
  }

  override async sweep(local: LocalAttempt): Promise<TerminationReport> {
    return this.#reported(await super.sweep(local));
  }

  #reported(report: TerminationReport): TerminationReport {
    this.tries += 1;
    return { ...report, survivors: this.survivors };
  }
}

describe('what a runner does about its job', () => {
  let job: HeldJob;
  let trees: StubbornTrees;
  let reactor: Reactor;
  let stopping: AbortController;
  let told: { at: number; problem: string }[];

  let checks: ResultChecks;
  let pipeline: () => Promise<Pipeline | undefined>;
  const begin = (): void => {
    trees = new StubbornTrees(job.settings.graceMs);
    stopping = new AbortController();
    told = [];
    checks = new ResultChecks();
    reactor = new Reactor({
      ...{ cache: job.cache, commands: job.commands, trees, settings: job.settings, signal: stopping.signal },
      watches: new AttemptWatches({
        ...{ log: job.log, trees, signal: stopping.signal, onWarning: () => undefined },
        ...{ observeRun: () => Promise.resolve({}), observeInputs: () => Promise.resolve(null) },
      }),
      checks,
      pipeline: () => pipeline(),
      onWarning: () => undefined,
      onOrphans: () => undefined,
      onError: (problem) => told.push({ at: performance.now(), problem: String(problem) }),
    });
    job.cache.changed.subscribe((changed) => reactor.wake(changed));
    reactor.wake(job.id);
  };
  const stop = (): void => stopping.abort();
  const until = (what: string, condition: () => boolean) => waitUntil(() => condition() || undefined, { what });
  const untilTriedAgain = async (times: number) => {
    const before = trees.tries;
    await until('the tree is tried again', () => {
      reactor.wake(job.id);
      return trees.tries >= before + times;
    });
  };
  const taskRuns = async () => {
    await job.waitFor('attempt_started');
    const { held } = job;
    // Before the gate opens, a command of the gate's own script may still be there.
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

  it('withdraws it where its start fails after it was cancelled', async () => {
    const { root } = job.held.paths;
    mkdirSync(root, { recursive: true });
    writeFileSync(`${root}/attempts`, 'where a folder must be');
    await job.tell({ type: 'cancel_requested', data: { attempt: 1, reason: null } });
    begin();
    await job.waitFor('attempt_cancelled');
    expect(await job.types()).toEqual(['submitted', 'attempt_claimed', 'cancel_requested', 'attempt_cancelled']);
  });

  it('ends its processes, by their mark, and it, where the folder of its attempt is gone', async () => {
    begin();
    const held = await taskRuns();
    rmSync(held.attemptDir, { recursive: true, maxRetries: 20, retryDelay: 20 }); // its Nextflow writes into it
    expect(await job.waitFor('attempt_failed')).toMatchObject({
      data: {
        cause: 'killed',
        message: expect.stringMatching(
          /^The folder of this attempt is gone, .* (\d+ processes|One process) .* (were|was) ended\./,
        ),
      },
    });
    expect(listTree(held)).toEqual([]);
    expect(slotsTaken()).toBe(0);
  });

  it('cancels it also where the folder of its attempt is gone', async () => {
    begin();
    const held = await taskRuns();
    stop();
    rmSync(held.attemptDir, { recursive: true, maxRetries: 20, retryDelay: 20 }); // its Nextflow writes into it
    await cancel();
    begin();
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
    expect(listTree(held)).toEqual([]);
  });

  it('cancels it also where it cannot note that it is about to', async () => {
    begin();
    const held = await taskRuns();
    symlinkSync(`${held.attemptDir}/no-folder/note`, `${held.attemptDir}/signalled`);
    await cancel();
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
  });

  it('ends reading its huge results where it is cancelled then, and gives its slot back', async () => {
    await job.remove();
    job = await HeldJob.claimed({ simulation: { seconds: 0 } });
    const huge = () => join(job.held.job.last_run?.output_dir ?? '', 'huge.bam');
    pipeline = () => {
      // Asked for at the start, for the watch, and before the results are read.
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
        ...{ cancel: 'too_late', outputs: [] },
        outputs_skipped: [{ path, reason: 'not read: the job was cancelled while its results were checked' }],
      },
    });
    await until('its slot is given back', () => slotsTaken() === 0);
    expect(checks.all()).toEqual([]);
  });

  it('tells once which processes of a cancelled one cannot be ended, keeps its slot, and tries again', async () => {
    const unconfirmed = async () =>
      (await job.life()).filter(({ type }) => type === 'cancel_unconfirmed').map(({ data }) => data);
    begin();
    await taskRuns();
    trees.survivors = [4711];
    await cancel();
    await job.waitFor('cancel_unconfirmed');
    await untilTriedAgain(3);
    expect(await unconfirmed()).toMatchObject([{ pids: [4711] }]);
    expect([job.state.status, job.state.pending_action?.kind, slotsTaken()]).toEqual(['running', 'cancelling', 1]);

    trees.survivors = [4712];
    await untilTriedAgain(3);
    expect(await unconfirmed()).toMatchObject([{ pids: [4711] }, { pids: [4712] }]);
    trees.survivors = [];
    await untilTriedAgain(1);
    expect(await job.waitFor('attempt_cancelled')).toMatchObject({ data: { survivors: 0 } });
    expect(slotsTaken()).toBe(0);
  });

  it('says which processes that its Nextflow left cannot be ended, keeps its slot, and ends it after them', async () => {
    begin();
    await taskRuns();
    trees.survivors = [4711];
    killNextflow();
    await untilTriedAgain(3);
    const problem = 'Nextflow has ended, but processes that it left could not be ended: 4711';
    expect(told).toMatchObject([{ problem }]);
    expect([job.state.status, slotsTaken()]).toEqual(['running', 1]);
    trees.survivors = [];
    await untilTriedAgain(1);
    expect(await job.waitFor('attempt_failed')).toMatchObject({ data: { cause: 'killed' } });
  });

  it('says why a watch failed, and pauses before it tries again', async () => {
    const { read } = job.log;
    job.log.read = () => {
      throw new Error('the log does not answer');
    };
    begin();
    await until('it has failed twice', () => told.length >= 2);
    job.log.read = read;
    expect(told[0]?.problem).toBe('Error: the log does not answer');
    expect(told[1]!.at - told[0]!.at).toBeGreaterThan(1_000);
    killNextflow();
    await job.waitFor('attempt_failed');
  });

  describe('that is to pause', () => {
    const ask = (mode: 'freeze' | 'drain') =>
      job.tellAndWait({ type: 'pause_requested', data: { attempt: 1, reason: null, mode } });
    const askToGoOn = () => job.tellAndWait({ type: 'unpause_requested', data: { attempt: 1, reason: null } });
    const stopped = (held: LocalAttempt) => listTree(held).map(({ state }) => state === 'T');

    it('pauses it, also again after a restart, and lets it go on', async () => {
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

    it('does so where it was asked for while no runner was there, and cancels what is paused', async () => {
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

    it('lets it go on where the pause was taken back while the runner was away', async () => {
      begin();
      const held = await taskRuns();
      stop();
      await trees.pause(held, 'freeze');
      await ask('freeze');
      await askToGoOn();
      begin();
      await until('it goes on', () => stopped(held).every((each) => !each));
      expect(job.state).toMatchObject({ status: 'running', pending_action: null });
    });

    it('ends it where its Nextflow was killed while it was paused', async () => {
      begin();
      await taskRuns();
      await ask('freeze');
      await job.waitFor('paused');
      killNextflow();
      expect(await job.waitFor('attempt_failed')).toMatchObject({ data: { cause: 'killed' } });
    });
  });
});

/** Makes a file of 1 TiB that is not taken for a sparse one: there is something at all places that are looked at. */
function writeHuge(path: string): void {
  const file = openSync(path, 'w');
  for (let part = 0; part < 64; part += 1) writeSync(file, 'data', 2 ** 34 * part);
  ftruncateSync(file, 2 ** 40);
  closeSync(file);
}
