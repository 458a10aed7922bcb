import type { Recorded, RunnerEvent, RunnerSchedule } from '@reprise/contracts';
import { decideRunner, evolveRunner, untouchedRunner, type RunnerState, type RunnerTargetCommand } from './runner.ts';

const nights: RunnerSchedule = {
  time_zone: 'Europe/Berlin',
  windows: [{ days: ['mon'], from: '20:00', to: '06:00' }],
};

/** The state after these commands, one minute apart. */
function after(...given: RunnerTargetCommand[]): RunnerState {
  return given.reduce((state, command, minute) => {
    const time = new Date(Date.UTC(2026, 10, 26, 12, minute)).toISOString();
    return decideRunner(state, command).reduce(
      (next, event) => evolveRunner(next, { ...event, time, actor: 'user:a' } as Recorded<RunnerEvent>),
      state,
    );
  }, untouchedRunner.state);
}
const drain = { name: 'drain_runner', reason: 'new kernel' } as const;
const undrain = { name: 'undrain_runner', reason: null } as const;
const drained = { name: 'report_drained' } as const;

describe('the state of a runner', () => {
  it('announces its storage once, and again with another key', () => {
    const announce = { name: 'announce_storage', storage_id: 's', public_key: 'a' } as const;
    expect(after(announce).storage).toEqual({ storage_id: 's', public_key: 'a' });
    expect(decideRunner(after(announce), announce)).toEqual([]);
    const other = { ...announce, public_key: 'b' };
    expect(after(announce, other).storage).toEqual({ storage_id: 's', public_key: 'b' });
  });

  it('drains until its last attempt has ended, and keeps the requester, time and reason', () => {
    expect(after(drain).drain).toEqual({
      since: '2026-11-26T12:00:00.000Z',
      by: 'user:a',
      reason: 'new kernel',
      drained_at: null,
    });
    expect(after(drain, drained).drain?.drained_at).toBe('2026-11-26T12:01:00.000Z');
  });

  it('accepts jobs again, also before it was drained', () => {
    expect(after(drain, undrain).drain).toBeNull();
    expect(after(drain, drained, undrain).drain).toBeNull();
  });

  it('has no new event for an unchanged value', () => {
    expect(decideRunner(after(drain), { ...drain, reason: 'again' })).toEqual([]);
    expect(decideRunner(after(), undrain)).toEqual([]);
    expect(decideRunner(after(), drained)).toEqual([]);
    expect(decideRunner(after(drain, drained), drained)).toEqual([]);
    const schedule = { name: 'schedule_runner', schedule: nights, reason: null } as const;
    expect(decideRunner(after(schedule), schedule)).toEqual([]);
  });

  it('keeps its schedule while it drains, and loses it only on request', () => {
    const schedule = { name: 'schedule_runner', schedule: nights, reason: null } as const;
    expect(after(schedule, drain, undrain).schedule).toEqual(nights);
    expect(after(schedule, { ...schedule, schedule: null }).schedule).toBeNull();
  });

  it('ignores a "drained" report after it was released', () => {
    const late = { type: 'drained', data: {}, time: '2026-11-26T13:00:00.000Z' } as Recorded<RunnerEvent>;
    expect(evolveRunner(after(drain, undrain), late).drain).toBeNull();
  });

  it('records each change with its reason', () => {
    expect(decideRunner(after(drain), { ...undrain, reason: 'done' })).toEqual([
      { type: 'undrained', data: { reason: 'done' } },
    ]);
    const schedule = { name: 'schedule_runner', schedule: nights, reason: 'nights' } as const;
    expect(decideRunner(after(), schedule)).toEqual([
      { type: 'schedule_changed', data: { schedule: nights, reason: 'nights' } },
    ]);
  });

  it('keeps its first drain, and the first time at which it was drained', () => {
    const event = (type: string, data: object) =>
      ({ type, data, time: '2026-11-26T13:00:00.000Z', actor: 'user:b' }) as Recorded<RunnerEvent>;
    expect(evolveRunner(after(drain), event('drain_requested', { reason: 'again' }))).toEqual(after(drain));
    expect(evolveRunner(after(drain, drained), event('drained', {}))).toEqual(after(drain, drained));
    expect(evolveRunner(after(drain), event('of_a_later_version', {}))).toEqual(after(drain));
  });

  it('accepts work at any time, without an event, by default', () => {
    expect(untouchedRunner).toMatchObject({ state: { drain: null, schedule: null }, seq: 0 });
  });
});
