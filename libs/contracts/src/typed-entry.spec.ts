import type { HistoryEntry } from './views/details.ts';
import { typedEntry } from './views/typed-entry.ts';

const entry = (type: string, data: HistoryEntry['data']): HistoryEntry => ({
  seq: 7,
  type,
  at: '2026-03-01T09:03:00.000Z',
  actor: 'ada',
  reason: null,
  attempt: 1,
  correlation_id: 'c',
  causation_id: 'c',
  data,
});

describe('typedEntry', () => {
  it('returns the data of an event by its type, and keeps the entry as recorded', () => {
    const claimed = entry('attempt_claimed', { attempt: 1, runner_id: 'runner-a', later: true });
    const typed = typedEntry(claimed);
    expect(typed.type === 'attempt_claimed' && typed.data.runner_id).toBe('runner-a');
    expect(typed.recorded).toBe(claimed);
  });

  it('returns the data of an earlier version in the current one', () => {
    const data = { attempt: 1, status: 'running', reason: null, detail: 'Cannot rerun job with status: running' };
    const typed = typedEntry(entry('rerun_refused', { ...data, code: 400 }));
    expect(typed).toMatchObject({ type: 'rerun_refused', data: { ...data, refusal: 'wrong_status' } });
    expect(typed.recorded.data).toEqual({ ...data, code: 400 });
  });

  it('reads an earlier version as the current one', () => {
    const detail = 'Cannot cancel job with status: completed';
    const v1 = { attempt: 1, status: 'completed', reason: null, detail, code: 400 };
    expect(typedEntry(entry('cancel_refused', v1))).toMatchObject({
      type: 'cancel_refused',
      data: { detail, refusal: 'wrong_status' },
    });
  });

  it.each([
    ['a malformed refusal', entry('cancel_refused', { code: 'no' })],
    ['a type of a later release', entry('limb_regrown', { limb: 'tail' })],
    ['a known type whose data have another shape', entry('attempt_claimed', { runner: { id: 'runner-a' } })],
    ['a refusal whose data have another shape', entry('rerun_refused', { why: 'wrong_status' })],
  ])('does not know %s', (_, given) => {
    expect(typedEntry(given)).toEqual({ ...given, type: 'unknown', recorded: given });
  });
});
