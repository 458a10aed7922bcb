import { LogUnavailableError, MemoryEventLog } from '@reprise/event-log';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { Leases } from '../state/leases.ts';
import { claim, runnerOn, start, submit, tell } from '../state/runner-commands.fixture.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { claimAttempts } from './claim-attempts.ts';

const LEASE_MS = 15_000;
const versions = ['24.10.0'];
const sizeOf = (slots: number) => ({ slots, cpus: slots * 4, memory_bytes: slots * 2 ** 30 });

/** Leases of a runner that receives its own heartbeats and the given heartbeats of others for 40 s. */
function leasesOf(
  runnerId: string,
  ...heard: { runner_id: string; storage_id: string; nextflow_version?: string; holds_back?: string }[]
): Leases {
  const leases = new Leases({ runnerId, leaseMs: LEASE_MS, now: 0 });
  const beat = { slots: 1, slots_taken: 0, nextflow_version: '24.10.0', holds_back: null, simulated: false };
  for (let now = 0; now <= 40_000; now += 5_000)
    for (const who of [{ runner_id: runnerId, storage_id: 'own' }, ...heard])
      leases.hear({ ...beat, ...who, lease_ms: LEASE_MS }, now);
  return leases;
}

describe('claiming', () => {
  it('takes waiting jobs by priority, then age, while this runner has free slots', async () => {
    const log = new MemoryEventLog();
    const [old, urgent, young] = [await submit(log), await submit(log, 5), await submit(log)];
    const { cache, commands, stop } = await runnerOn(log, 'a');
    await claimAttempts(cache, commands, leasesOf('a'), { runnerId: 'a', storageId: 's', size: sizeOf(2), versions });
    const claimed = cache.openJobs().filter((job) => job.claimed_by === 'a');
    expect(claimed.map(({ job_id }) => job_id).sort()).toEqual([old, urgent].sort());
    expect(cache.openJobs().find(({ job_id }) => job_id === young)?.claimed_by).toBeNull();
    stop();
  });

  it('continues after a job that cannot be claimed, and names it', async () => {
    const log = new MemoryEventLog();
    const [broken, sound] = [await submit(log, 9), await submit(log)];
    const { cache, commands, stop } = await runnerOn(log, 'a');
    const failing = {
      handle: (id, command) => (id === broken ? Promise.reject(new TypeError('odd')) : commands.handle(id, command)),
    } as RunnerCommands;
    const failed: [string, unknown][] = [];
    const onFailed = (id: string, error: unknown) => failed.push([id, error]);
    const claimant = { runnerId: 'a', storageId: 's', size: sizeOf(2), versions, onFailed };
    await claimAttempts(cache, failing, leasesOf('a'), claimant);
    expect(cache.openJobs().flatMap((job) => (job.claimed_by ? job.job_id : []))).toEqual([sound]);
    expect(failed).toEqual([[broken, expect.any(TypeError)]]);
    const away = {
      handle: () => Promise.reject(new LogUnavailableError('away', 'not_stored')),
    } as unknown as RunnerCommands;
    await submit(log);
    await expect(claimAttempts(cache, away, leasesOf('a'), claimant)).rejects.toThrow(LogUnavailableError);
    stop();
  });

  it('stops at the limit of a queue', async () => {
    const log = new MemoryEventLog();
    await submit(log);
    await submit(log);
    await tell(log, {
      type: 'concurrency_limit_changed',
      subject: 'default',
      data: { from: null, to: 1, reason: null },
    });
    const { cache, commands, stop } = await runnerOn(log, 'a');
    await claimAttempts(cache, commands, leasesOf('a'), { runnerId: 'a', storageId: 's', size: sizeOf(5), versions });
    expect(cache.openJobs().filter((job) => job.claimed_by)).toHaveLength(1);
    stop();
  });

  it('leaves a job that needs more resources to a larger runner, and takes the jobs behind it', async () => {
    const log = new MemoryEventLog();
    const large = await submit(log, 9, { resources: { cpus: 16 } });
    const small = await submit(log);
    const holdersOf = async (runnerId: string, slots: number) => {
      const { cache, commands, stop } = await runnerOn(log, runnerId);
      await claimAttempts(cache, commands, leasesOf(runnerId), {
        runnerId,
        storageId: 's',
        size: sizeOf(slots),
        versions,
      });
      stop();
      return cache.openJobs().flatMap((job) => (job.claimed_by === runnerId ? job.job_id : []));
    };
    expect(await holdersOf('a', 2)).toEqual([small]);
    expect(await holdersOf('b', 4)).toEqual([large]);
  });

  it('leaves a job that needs another Nextflow to a runner that has it, and takes the jobs behind it', async () => {
    const log = new MemoryEventLog();
    const newer = await submit(log, 9, { launch: { nextflow: '>=25.10' } });
    const strict = await submit(log, 8, { launch: { syntax_parser: 'v2' } });
    const any = await submit(log);
    const holdersOf = async (runnerId: string, installed: readonly string[]) => {
      const { cache, commands, stop } = await runnerOn(log, runnerId);
      const claimant = { runnerId, storageId: 's', size: sizeOf(3), versions: installed };
      await claimAttempts(cache, commands, leasesOf(runnerId), claimant);
      stop();
      return cache.openJobs().flatMap((job) => (job.claimed_by === runnerId ? job.job_id : []));
    };
    expect(await holdersOf('a', ['24.10.0', '22.10.7'])).toEqual([any]);
    expect(await holdersOf('b', ['24.10.0', '25.04.1'])).toEqual([strict]);
    expect(await holdersOf('c', ['24.10.0', '26.04.1'])).toEqual([newer]);
  });

  it('leaves a resume to a runner with the Nextflow of its last attempt, while a runner with its files is available', async () => {
    const takes = async (...heard: Parameters<typeof leasesOf>[1][]) => {
      const log = new MemoryEventLog();
      const subject = await submit(log);
      const a = await runnerOn(log, 'a');
      await claim(a, subject);
      await start(a, subject); // with Nextflow 24.10.0, on the storage s
      await a.commands.handle(subject, failAttempt(1, 'killed', 'for the test'));
      a.stop();
      await tell(log, { type: 'resume_requested', subject, data: { attempt: 2, reason: null } });
      const { cache, commands, stop } = await runnerOn(log, 'b');
      const claimant = { runnerId: 'b', storageId: 's', size: sizeOf(1), versions: ['25.10.4'] };
      await claimAttempts(cache, commands, leasesOf('b', ...heard), claimant);
      stop();
      return cache.openJobs().some((job) => job.claimed_by === 'b');
    };
    const other = { runner_id: 'a', storage_id: 's', nextflow_version: '24.10.0' };
    expect(await takes(other)).toBe(false);
    expect(await takes({ ...other, storage_id: 'third' })).toBe(true);
    expect(await takes({ ...other, nextflow_version: '22.10.7' })).toBe(true);
    expect(await takes({ ...other, holds_back: 'It drains.' })).toBe(true);
    expect(await takes()).toBe(true);
  });

  describe('a rerun whose previous results are on a storage', () => {
    let log: MemoryEventLog;
    beforeEach(async () => {
      log = new MemoryEventLog();
      const subject = await submit(log);
      const a = await runnerOn(log, 'a');
      await claim(a, subject);
      await start(a, subject); // on the storage s
      await a.commands.handle(subject, failAttempt(1, 'killed', 'for the test'));
      a.stop();
      const data = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
      await tell(log, { type: 'rerun_requested', subject, data });
    });

    const isTakenBy = async (runnerId: string, storageId: string, leases: Leases) => {
      const { cache, commands, stop } = await runnerOn(log, runnerId);
      await claimAttempts(cache, commands, leases, { runnerId, storageId, size: sizeOf(1), versions });
      stop();
      return cache.openJobs().some((job) => job.claimed_by === runnerId);
    };

    it('is left to a runner with that storage while one is heard', async () => {
      expect(await isTakenBy('b', 'other', leasesOf('b', { runner_id: 'a', storage_id: 's' }))).toBe(false);
      expect(await isTakenBy('c', 's', leasesOf('c'))).toBe(true);
    });

    it('is also left to one while a new runner cannot know whether one exists', async () => {
      const fresh = new Leases({ runnerId: 'b', leaseMs: LEASE_MS, now: 0 });
      expect(await isTakenBy('b', 'other', fresh)).toBe(false);
    });

    it('is taken by another runner when no runner with that storage is heard', async () => {
      expect(await isTakenBy('b', 'other', leasesOf('b', { runner_id: 'c', storage_id: 'third' }))).toBe(true);
    });
  });
});
