import type { AttemptView } from '@reprise/contracts';
import { anAttempt, anEntry } from '../../../testing/views.ts';
import { aftermathOf } from './deleted-results.ts';

const startsOn = (...storages: string[]) =>
  storages.map((storage_id, i) => anEntry('attempt_started', { attempt: i + 1, data: { storage_id } }));

describe('the result files of an attempt', () => {
  const [first, resume, rerun, again] = [
    anAttempt({ status: 'succeeded' }),
    anAttempt({ attempt: 2, mode: 'resume' }),
    anAttempt({ attempt: 3 }),
    anAttempt({ attempt: 4 }),
  ] as const;
  const all = [first, resume, rerun, again];
  const words = (after: ReturnType<typeof aftermathOf<AttemptView>>) =>
    after &&
    (after.kind === 'clean'
      ? 'deleted by a clean'
      : `${after.leftOn ? `left on ${after.leftOn}` : 'deleted'} by ${String(after.rerun.attempt)}`);
  const textFor = (storages: string[]) =>
    all.map((attempt) => {
      return words(aftermathOf(attempt, all, startsOn(...storages)));
    });

  it('are deleted by the first rerun after it, once that has begun', () => {
    expect(textFor(['a', 'a', 'a', 'a'])).toEqual(['deleted by 3', 'deleted by 3', 'deleted by 4', undefined]);
    expect(textFor(['a', 'a'])).toEqual([undefined, undefined, undefined, undefined]);
    const waiting = { ...rerun, started_at: null };
    expect(aftermathOf(first, [first, resume, waiting], startsOn('a', 'a', 'a'))).toBeUndefined();
  });

  it('are kept by a rerun on another storage', () => {
    expect(textFor(['a', 'a', 'b'])).toEqual(['left on a by 3', 'left on a by 3', undefined, undefined]);
    expect(textFor(['a', 'a', 'b', 'c']).slice(0, 3)).toEqual(['left on a by 3', 'left on a by 3', 'left on b by 4']);
  });

  it('are deleted by a later rerun on their storage, although one before it kept them', () => {
    expect(textFor(['a', 'a', 'b', 'a']).slice(0, 3)).toEqual(['deleted by 4', 'deleted by 4', 'left on b by 4']);
  });

  it('are kept by a rerun on request, and deleted by the next one', () => {
    const keeping = anEntry('rerun_requested', { attempt: 3, data: { attempt: 3, keep_results: true } });
    const entries = [...startsOn('a', 'a', 'a', 'a'), keeping];
    expect(aftermathOf(first, [first, resume, rerun], entries)).toBeUndefined();
    expect(words(aftermathOf(first, all, entries))).toBe('deleted by 4');
  });

  it('are deleted by a clean that came before a rerun, or without one', () => {
    const start = (attempt: number, storage_id: string) =>
      anEntry('attempt_started', { attempt, data: { attempt, storage_id } });
    const clean = (data: object) => [
      anEntry('clean_requested', { data: { attempt: 1, reason: null, rule: null, what: 'all', ...data } }),
      anEntry('cleaned', { data: { attempt: 1, paths: [] } }),
    ];
    const both = [first, anAttempt({ attempt: 2 })];
    const inOrder = (...entries: ReturnType<typeof anEntry>[]) => entries.map((entry, i) => ({ ...entry, seq: i + 1 }));
    const after = (...entries: ReturnType<typeof anEntry>[]) => words(aftermathOf(first, both, inOrder(...entries)));
    expect(after(start(1, 'a'), ...clean({}), start(2, 'a'))).toBe('deleted by a clean');
    expect(after(start(1, 'a'), ...clean({}))).toBe('deleted by a clean');
    expect(after(start(1, 'a'), ...clean({ what: 'work_dir' }))).toBeUndefined();
    expect(after(start(1, 'a'), ...clean({ what: 'results' }), start(2, 'b'))).toBe('deleted by a clean');
    expect(after(start(1, 'a'), start(2, 'b'), ...clean({ storage_id: 'a', what: 'work_dir' }))).toBe(
      'deleted by a clean',
    );
    expect(after(start(1, 'a'), ...clean({ what: 'work_dir' }), start(2, 'a'))).toBe('deleted by 2');
    expect(after(start(1, 'a'), start(2, 'a'), ...clean({}))).toBe('deleted by 2');
  });

  it.each([
    [['/jobs/1/output/1', '/jobs/1/work/1/ab/cdef12'], 'deleted by a clean'],
    [['/jobs/1/output'], 'deleted by a clean'],
    [['/jobs/1/output/10', '/jobs/1/work/1/ab/cdef12'], undefined],
  ])('are deleted by a clean of partial results, or after a cancel, that deleted %j: %s', (paths, says) => {
    const attempt = anAttempt({ status: 'failed', output_dir: '/jobs/1/output/1' });
    const cleaned = anEntry('cleaned', { data: { attempt: 1, paths } });
    expect(words(aftermathOf(attempt, [attempt], [...startsOn('a'), cleaned]))).toBe(says);
  });

  it('are not mentioned while the history is unknown', () => {
    expect(textFor([])).toEqual([undefined, undefined, undefined, undefined]);
  });
});
