import { anAttempt, at } from '../testing/views.ts';
import { deletedBy } from './deleted-results.ts';

describe('the result files of an attempt', () => {
  const first = anAttempt({ status: 'succeeded' });
  const resume = anAttempt({ attempt: 2, mode: 'resume', started_at: at(100) });
  const rerun = anAttempt({ attempt: 3, mode: 'fresh', started_at: at(200) });

  it('are deleted by the first rerun after it, once that has begun', () => {
    const all = [first, resume, rerun, anAttempt({ attempt: 4, started_at: at(300) })];
    expect(all.map((attempt) => deletedBy(attempt, all)?.attempt)).toEqual([3, 3, 4, undefined]);
  });

  it('stay through a resume, and while a rerun has not begun', () => {
    expect(deletedBy(first, [first, resume, { ...rerun, started_at: null }])).toBeUndefined();
  });
});
