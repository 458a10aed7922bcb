import { jobKindFilter, type LostAttemptReport } from '@reprise/contracts';
import { eventsOf, InvalidEventError, MemoryEventLog } from '@reprise/event-log';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { Leases } from '../state/leases.ts';
import { claim, runnerOn, submit, type CommandingRunner } from '../state/runner-commands.fixture.ts';
import { reportLostAttempts } from './report-lost-attempts.ts';

const LEASE_MS = 15_000;

/** Leases of a runner that receives its own heartbeats and the given heartbeats of others for 40 s. */
function leasesOf(runnerId: string, ...heard: string[]): Leases {
  const leases = new Leases({ runnerId, leaseMs: LEASE_MS, now: 0 });
  for (let now = 0; now <= 40_000; now += 5_000)
    for (const runner_id of [runnerId, ...heard])
      leases.hear(
        {
          runner_id,
          storage_id: 's',
          slots: 1,
          slots_taken: 0,
          nextflow_version: '24.10.0',
          holds_back: null,
          simulated: false,
          lease_ms: LEASE_MS,
        },
        now,
      );
  return leases;
}

describe('attempts of silent runners', () => {
  let log: MemoryEventLog;
  let runners: CommandingRunner[];
  let ofB = '';

  beforeEach(async () => {
    log = new MemoryEventLog();
    const [ofA, ofC] = [await submit(log), await submit(log)];
    ofB = await submit(log);
    await submit(log);
    const [a, b, c] = [await runnerOn(log, 'a'), await runnerOn(log, 'b'), await runnerOn(log, 'c')];
    runners = [a, b, c];
    await claim(a, ofA);
    await claim(b, ofB);
    await claim(c, ofC);
  });
  afterEach(() => runners.forEach(({ stop }) => stop()));

  const reported = async (name: string, leases: Leases) => {
    const { cache, stop } = await runnerOn(log, name);
    const reports: LostAttemptReport[] = [];
    reportLostAttempts(cache, leases, name, (report) => reports.push(report));
    stop();
    return reports;
  };

  it("are reported, but neither the runner's own, nor those of live runners, nor waiting jobs", async () => {
    expect(await reported('a', leasesOf('a', 'c'))).toEqual([{ reporter: 'a', job_id: ofB, attempt: 1 }]);
  });

  it('are not reported while the reporting runner does not hear itself', async () => {
    const deaf = new Leases({ runnerId: 'a', leaseMs: LEASE_MS, now: Date.now() - 3_600_000 });
    expect(await reported('a', deaf)).toEqual([]);
  });

  it.each(['runner_lost', 'error'] as const)('cannot be failed by another runner: %s', async (cause) => {
    const failing = runners[0]!.commands.handle(ofB, failAttempt(1, cause, 'Runner b was not heard.'));
    await expect(failing).rejects.toThrow(InvalidEventError);
    expect((await eventsOf(log.read(jobKindFilter(ofB, 'life')))).map(({ type }) => type)).toEqual([
      'submitted',
      'attempt_claimed',
    ]);
  });
});
