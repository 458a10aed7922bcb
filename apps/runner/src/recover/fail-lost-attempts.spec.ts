import { isLifecycle, jobKindFilter, queueFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { Leases } from '../heartbeat/leases.ts';
import { claim, runnerOn, submit, type CommandingRunner } from '../state/runner-commands.fixture.ts';
import { failLostAttempts } from './fail-lost-attempts.ts';

const LEASE_MS = 15_000;

/** The leases of a runner that hears its own heartbeats, and of others what is given, for 40 s. */
function leasesOf(runnerId: string, ...heard: string[]): Leases {
  const leases = new Leases({ runnerId, leaseMs: LEASE_MS, now: 0 });
  for (let now = 0; now <= 40_000; now += 5_000)
    for (const runner_id of [runnerId, ...heard])
      leases.hear(
        {
          ...{ runner_id, storage_id: 's', slots: 1, slots_taken: 0, nextflow_version: '24.10.0' },
          ...{ holds_back: null, simulated: false, lease_ms: LEASE_MS },
        },
        now,
      );
  return leases;
}

describe('attempts of runners that are not heard', () => {
  let log: MemoryEventLog;
  let runners: CommandingRunner[];
  let [ofA, ofB, ofC, waiting] = ['', '', '', ''];

  beforeEach(async () => {
    log = new MemoryEventLog();
    [ofA, ofB, ofC, waiting] = [await submit(log), await submit(log), await submit(log), await submit(log)];
    const [a, b, c] = [await runnerOn(log, 'a'), await runnerOn(log, 'b'), await runnerOn(log, 'c')];
    runners = [a, b, c];
    await claim(a, ofA);
    await claim(b, ofB);
    await claim(c, ofC);
  });
  afterEach(() => runners.forEach(({ stop }) => stop()));

  const looks = async (name: string, leases: Leases) => {
    const { cache, commands } = await runnerOn(log, name);
    await failLostAttempts(cache, commands, leases, { runnerId: name, leaseMs: LEASE_MS });
  };
  const life = async (job: string) => (await eventsOf(log.read(jobKindFilter(job, 'life')))).filter(isLifecycle);
  const types = async (job: string) => (await life(job)).map(({ type }) => type);

  it('fail as runner_lost, say which runner, and give back their slot; those of runners that are heard go on', async () => {
    await looks('a', leasesOf('a', 'c'));
    expect((await life(ofB)).at(-1)).toMatchObject({
      type: 'attempt_failed',
      actor: 'runner:a',
      data: { attempt: 1, cause: 'runner_lost', message: expect.stringContaining('Runner b was not heard for 15 s') },
    });
    const released = (await eventsOf(log.read(queueFilter('default')))).filter(({ type }) => type === 'slot_released');
    expect(released).toMatchObject([{ data: { job_id: ofB, attempt: 1, runner_id: 'b' } }]);
    expect(await types(ofA)).toEqual(['submitted', 'attempt_claimed']);
    expect(await types(ofC)).toEqual(['submitted', 'attempt_claimed']);
    expect(await types(waiting)).toEqual(['submitted']);
  });

  it('fail once, though two runners look at the same time', async () => {
    await Promise.all([looks('a', leasesOf('a', 'c')), looks('c', leasesOf('c', 'a'))]);
    expect(await types(ofB)).toEqual(['submitted', 'attempt_claimed', 'attempt_failed']);
  });

  it('go on while the runner that looks does not hear itself', async () => {
    await looks('a', new Leases({ runnerId: 'a', leaseMs: LEASE_MS, now: Date.now() - 3_600_000 }));
    for (const job of [ofA, ofB, ofC]) expect(await types(job)).toEqual(['submitted', 'attempt_claimed']);
  });
});
