import { reorder } from './reorder.ts';

const line = (text: string) => text.split(' ').map((word) => ({ job_id: word[0]!, priority: Number(word.slice(1)) }));

/** The order after the changes: by priority, and unchanged within a priority. */
function after(text: string, job: string, to: number): string {
  const jobs = line(text);
  const changes = new Map(reorder(jobs, job, to).map(({ job_id, priority }) => [job_id, priority]));
  return jobs
    .map(({ job_id, priority }) => ({ job_id, priority: changes.get(job_id) ?? priority }))
    .sort((a, b) => b.priority - a.priority)
    .map(({ job_id }) => job_id)
    .join('');
}

describe('the new priorities of a moved job', () => {
  const lines = ['a0 b0 c0 d0 e0', 'a5 b3 c1 d0 e-2', 'a2 b2 c1 d1 e0', 'a1 b0 c0 d0 e-1'];
  const moves = lines.flatMap((text) =>
    ['a', 'b', 'c', 'd', 'e'].flatMap((job) => [0, 1, 2, 3, 4].map((to) => [text, job, to] as const)),
  );

  it.each(moves)('in %s put %s at place %i, and leave the others in order', (text, job, to) => {
    const others = 'abcde'.replace(job, '');
    expect(after(text, job, to)).toBe(others.slice(0, to) + job + others.slice(to));
  });

  it('change one job if a number is free, and few if none is', () => {
    expect(reorder(line('a0 b0 c0'), 'c', 0)).toEqual([{ job_id: 'c', priority: 1 }]);
    expect(reorder(line('a5 b3 c1'), 'c', 1)).toEqual([{ job_id: 'c', priority: 4 }]);
    expect(reorder(line('a0 b0 c0 d0'), 'd', 1)).toHaveLength(2);
    expect(reorder(line('a0 b0'), 'a', 0)).toEqual([]);
  });
});
