import { jest } from '@jest/globals';
import { VerificationSchedule } from './verification-schedule.ts';

const NOON = Date.parse('2026-03-01T12:00:00.000Z');

/** A gateway that starts at noon and verifies at 3:00 at night. */
async function started(lastEnd: string | null) {
  const verification = { last: () => ({ finished_at: lastEnd }), refresh: () => Promise.resolve(), start: jest.fn() };
  const schedule = new VerificationSchedule(
    { verifySchedule: '0 3 * * *' },
    verification as never,
    { signs: true } as never,
  );
  await schedule.onApplicationBootstrap();
  return { schedule, verification };
}

/** 3:00 at night in the machine's time zone. */
const nextNight = () => {
  const night = new Date(NOON);
  night.setHours(3, 0, 0, 0);
  if (night.getTime() <= NOON) night.setDate(night.getDate() + 1);
  return night.toISOString();
};

describe('the schedule of verifications', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOON }));
  afterEach(() => jest.useRealTimers());

  it('announces a missed run and makes up for it ten minutes after a start', async () => {
    const { schedule, verification } = await started(null);
    expect(schedule.nextAt()).toBe('2026-03-01T12:10:00.000Z');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(verification.start.mock.calls).toEqual([[true]]);
    expect(schedule.nextAt()).toBe(nextNight());
    schedule.beforeApplicationShutdown();
  });

  it('waits for the next due time after a run that was not missed', async () => {
    const { schedule, verification } = await started('2026-03-01T11:59:00.000Z');
    expect(schedule.nextAt()).toBe(nextNight());
    await jest.advanceTimersByTimeAsync(600_000);
    expect(verification.start).not.toHaveBeenCalled();
    schedule.beforeApplicationShutdown();
  });
});
