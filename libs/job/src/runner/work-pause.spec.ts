import type { RunnerSchedule } from '@reprise/contracts';
import { untouchedRunner, type Drain, type RunnerState } from './runner.ts';
import { isWorkPause, workPause } from './work-pause.ts';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const drain: Drain = { since: '2026-11-26T11:00:00.000Z', by: 'user:a', reason: null, drained_at: null };
const evenings: RunnerSchedule = {
  time_zone: 'Europe/Berlin',
  windows: [{ days: ['thu'], from: '20:00', to: '22:00' }],
};
const pauseOf = (state: Partial<RunnerState>) => workPause({ ...untouchedRunner.state, ...state }, NOON);

/** Each reason, set by a user, why a runner claims nothing, with its sentence. */
const pauses: readonly (readonly [string, Partial<RunnerState>, string])[] = [
  ['drains', { drain }, 'It drains.'],
  ['drains for a reason', { drain: { ...drain, reason: 'new kernel' } }, 'It drains: new kernel'],
  ['is drained', { drain: { ...drain, drained_at: '2026-11-26T11:30:00.000Z' } }, 'It is drained.'],
  ['waits for its schedule', { schedule: evenings }, 'Its schedule lets it take jobs again at 2026-11-26 19:00 UTC.'],
  [
    'has a schedule without windows',
    { schedule: { ...evenings, windows: [] } },
    'Its schedule never lets it take jobs.',
  ],
];

describe('the reason why a runner claims nothing', () => {
  it.each(pauses)('is shown if it %s', (_, state, sentence) => {
    expect(pauseOf(state)).toBe(sentence);
    expect(isWorkPause(sentence)).toBe(true);
  });

  it('is absent if it neither drains nor has a closed schedule', () => {
    expect(pauseOf({})).toBeNull();
    const open = { ...evenings, windows: [{ days: ['thu' as const], from: '12:00', to: '14:00' }] };
    expect(pauseOf({ schedule: open })).toBeNull();
  });

  it.each(['The disk is full.', 'The lab says: It drains.', 'The lab says: Its schedule is full.'])(
    'is not confused with another obstacle: %s',
    (obstacle) => {
      expect(isWorkPause(obstacle)).toBe(false);
    },
  );
});
