import { plainLine } from './plain-line.ts';

describe('a printed line of a task', () => {
  it('loses the prefix of the shell, and the work dir of the task', () => {
    const dir = '/data/job/work/ab/cdef123456789012345678901234ab';
    expect(plainLine(`${dir}/.command.sh: line 2: sort: cannot read: ${dir}/reads.bam`)).toBe(
      'sort: cannot read: reads.bam',
    );
  });

  it('takes constant time per character, also for an endless path', () => {
    expect(plainLine('/'.repeat(1_000_000))).toHaveLength(400);
  });
});
