import type { HistoryEntry } from './views/details.ts';
import { recordedType, typedEntry } from './views/typed-entry.ts';

const entry = (type: string, data: HistoryEntry['data']): HistoryEntry => ({
  ...{ seq: 7, type, at: '2026-03-01T09:03:00.000Z', actor: 'ada', reason: null, attempt: 1 },
  ...{ correlation_id: 'c', causation_id: 'c', data },
});

describe('typedEntry', () => {
  it('gives the data of an event by its type, and leaves the entry as it was read', () => {
    const claimed = entry('attempt_claimed', { attempt: 1, runner_id: 'runner-a', later: true });
    const typed = typedEntry(claimed);
    expect(typed.type === 'attempt_claimed' && typed.data.runner_id).toBe('runner-a');
    expect(typed).toBe(claimed);
  });

  it('reads the data of an earlier version as the current one', () => {
    const detail = 'Cannot cancel job with status: completed';
    const v1 = { attempt: 1, status: 'completed', reason: null, detail, code: 400 };
    expect(typedEntry(entry('cancel_refused', v1))).toMatchObject({
      type: 'cancel_refused',
      data: { detail, refusal: 'wrong_status' },
    });
  });

  it.each([
    ['a refusal that is none', entry('cancel_refused', { code: 'no' })],
    ['a type of a later release', entry('limb_regrown', { limb: 'tail' })],
    ['a known type whose data have another shape', entry('attempt_claimed', { runner: { id: 'runner-a' } })],
  ])('does not know %s, but keeps its name', (_, given) => {
    const typed = typedEntry(given);
    expect(typed).toMatchObject({ seq: 7, type: 'unknown', data: given.data });
    expect(recordedType(typed)).toBe(given.type);
  });
});
