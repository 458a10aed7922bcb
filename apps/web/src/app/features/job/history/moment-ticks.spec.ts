import { anEntry } from '../../../testing/views.ts';
import { dayTime, indexOf, momentText, momentTicks } from './moment-ticks.ts';

describe('the ticks of the moment slider', () => {
  it('mark commands and failures, at even distances', () => {
    const types = ['submitted', 'task_started', 'task_failed', 'cancel_refused', 'attempt_failed'] as const;
    const history = types.map((type) => anEntry(type));
    expect(momentTicks(history).map(({ left, kind }) => [left, kind])).toEqual([
      [0, 'cmd'],
      [25, ''],
      [50, 'bad'],
      [75, 'cmd'],
      [100, 'bad'],
    ]);
  });

  it('mark nothing else among hundreds of events', () => {
    const history = Array.from({ length: 500 }, (_, i) => anEntry(i === 250 ? 'task_retried' : 'task_started'));
    expect(momentTicks(history).map(({ kind }) => kind)).toEqual(['bad']);
  });

  it('include the last event up to a sequence, also to one of another job', () => {
    const history = [3, 7, 9].map((seq) => anEntry('task_started', { seq }));
    expect([1, 3, 8, 9, 100, null].map((seq) => indexOf(history, seq))).toEqual([0, 0, 1, 2, 2, 2]);
  });

  it('describe a moment in text', () => {
    expect(momentText(anEntry('cancel_requested', { actor: 'a.meyer' }))).toBe('a.meyer asked to cancel this');
    expect(momentText(anEntry('task_started', { data: { step: 'Align reads' } }))).toBe('task started Align reads');
    expect(momentText(anEntry('attempt_succeeded', { data: { duration_ms: 5000 } }))).toBe(
      'The job completed after 5 s',
    );
    const message = 'Free some space, then resume.';
    expect(momentText(anEntry('attempt_failed', { data: { message } }))).toBe(
      'The job failed: Free some space, then resume',
    );
  });

  it('name the day if it is not today', () => {
    const at = new Date(2026, 10, 23, 14, 3, 21);
    expect(dayTime(at.toISOString(), at.getTime())).toBe('14:03:21');
    expect(dayTime(at.toISOString(), at.getTime() + 86_400_000)).toBe('23 Nov, 14:03:21');
  });
});
