import { plainLine } from './plain-line.ts';

describe('a printed line', () => {
  it('loses what the shell puts before it, and the work dir of the task', () => {
    const dir = '/data/job/work/ab/cdef123456789012345678901234ab';
    expect(plainLine(`${dir}/.command.sh: line 2: sort: cannot read: ${dir}/reads.bam`)).toBe(
      'sort: cannot read: reads.bam',
    );
  });

  it('takes no longer with its length, be it a path without an end', () => {
    expect(plainLine('/'.repeat(1_000_000))).toHaveLength(400);
  });
});
