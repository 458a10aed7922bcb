import { runnerFilter, type RunnerSchedule } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { workPause } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { followLog } from '../state/follow-log.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { OwnState } from '../state/own-state.ts';
import { claim, runnerOn, start, submit, tell } from '../state/runner-commands.fixture.ts';
import { OwnReports } from './own-reports.ts';

const identity = { runner_id: 'a', storage_id: 's' };

/** State and reports of the runner `a` after it has started with this log. */
async function started(log: MemoryEventLog) {
  const [cache, own, stopping] = [new JobStateCache(), new OwnState({ identity }), new AbortController()];
  await new Promise<void>((resolve) => {
    void followLog(log, cache, null, { own, signal: stopping.signal, onCaughtUp: resolve });
  });
  const report = new OwnReports(log, cache, own, { identity });
  return { cache, own, report: () => report.reportIfDrained(), stop: () => stopping.abort() };
}
const typesOf = async (log: MemoryEventLog) => (await eventsOf(log.read(runnerFilter('a')))).map(({ type }) => type);
const drain = (log: MemoryEventLog, subject = 'a') =>
  tell(log, { type: 'drain_requested', subject, data: { reason: 'new kernel' } });

describe('a drained runner', () => {
  it('stops claiming with the reason, also after a restart, until it is released', async () => {
    const log = new MemoryEventLog();
    await drain(log);
    const first = await started(log);
    expect(workPause(first.own.state, Date.now())).toBe('It drains: new kernel');
    first.stop();
    const second = await started(log);
    expect(workPause(second.own.state, Date.now())).toBe('It drains: new kernel');
    await tell(log, { type: 'undrained', subject: 'a', data: { reason: null } });
    await waitUntil(() => second.own.state.drain === null, { milliseconds: 40_000, what: 'it is let go' });
    expect(workPause(second.own.state, Date.now())).toBeNull();
    second.stop();
  });

  it('is not confused with another runner', async () => {
    const log = new MemoryEventLog();
    await drain(log, 'b');
    const { own, stop } = await started(log);
    expect(own.state.drain).toBeNull();
    stop();
  });

  it('is reported once, after its last attempt', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const a = await runnerOn(log, 'a');
    await claim(a, job);
    await start(a, job);
    await drain(log);
    const { cache, own, report, stop } = await started(log);
    await report();
    expect(await typesOf(log)).toEqual(['drain_requested']);

    await a.commands.handle(job, failAttempt(1, 'killed', 'for the test'));
    const isOver = () => cache.openJobs().length === 0;
    await waitUntil(isOver, { milliseconds: 40_000, what: 'the runner heard of the end' });
    await report();
    await waitUntil(() => own.state.drain?.drained_at !== null, {
      milliseconds: 40_000,
      what: 'it heard of its report',
    });
    await report();
    expect(await typesOf(log)).toEqual(['drain_requested', 'drained']);
    expect(workPause(own.state, Date.now())).toBe('It is drained: new kernel');
    a.stop();
    stop();
  });
});

describe('the schedule of a runner', () => {
  const schedule: RunnerSchedule = { time_zone: 'UTC', windows: [{ days: ['mon'], from: '20:00', to: '06:00' }] };
  const at = (time: string) => workPause({ drain: null, schedule, storage: null }, Date.parse(time));

  it('stops claiming outside of its windows, and states until when', () => {
    expect(at('2026-11-30T19:00:00Z')).toBe('Its schedule lets it take jobs again at 2026-11-30 20:00 UTC.');
    expect(at('2026-11-30T20:00:00Z')).toBeNull();
    expect(at('2026-12-01T06:00:00Z')).toBe('Its schedule lets it take jobs again at 2026-12-07 20:00 UTC.');
  });
});
