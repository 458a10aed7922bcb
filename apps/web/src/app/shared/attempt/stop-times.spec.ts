import { at } from '../../testing/views.ts';
import { stopTimes } from './stop-times.ts';

describe('the times at which tasks were stopped', () => {
  const history = [
    { type: 'task_aborted', at: at(5), attempt: 1, data: { hash: 'a' } },
    { type: 'task_aborted', at: at(50), attempt: 1, data: { hash: 'b' } },
    { type: 'task_aborted', at: at(90), attempt: 2, data: { hash: 'c' } },
  ] as const;

  it('are those of the events of the attempt', () => {
    expect([...stopTimes(history, { attempt: 1, completed_at: null })]).toEqual([
      ['a', Date.parse(at(5))],
      ['b', Date.parse(at(50))],
    ]);
  });

  it('are not later than the end of the attempt', () => {
    expect(stopTimes(history, { attempt: 1, completed_at: at(20) }).get('b')).toBe(Date.parse(at(20)));
  });
});
