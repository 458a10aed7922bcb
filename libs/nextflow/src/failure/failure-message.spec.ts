import { failureMessage } from './failure-message.ts';

const digest = {
  failing_step: 'ALIGN',
  failing_task: 'ab/cdef12',
  exit_code: 3,
  stderr_tail: ['reading', '  the reference   has no index  ', ''],
  caused_by: 'Process `ALIGN (DEMO1)` terminated with an error exit status (3)',
  disk_full: false,
};

describe('the message of a failure', () => {
  it.each([
    [{}, 'ALIGN (DEMO1) ended with exit code 3: the reference has no index'],
    [
      { exit_code: 137, stderr_tail: [] },
      'ALIGN (DEMO1) was killed (exit code 137), most often because memory ran out',
    ],
    [
      { exit_code: 127, stderr_tail: ['.command.sh: line 2: bwa: command not found'] },
      'ALIGN (DEMO1) needs a command that is not installed (exit code 127): .command.sh: line 2: bwa: command not found',
    ],
    [
      { exit_code: 0, caused_by: 'Missing output file(s) `x.bam` expected by process `ALIGN (DEMO1)`' },
      'ALIGN (DEMO1) failed: Missing output file(s) `x.bam` expected by process `ALIGN (DEMO1)`',
    ],
    [
      { exit_code: 143, caused_by: 'Process exceeded running time limit (1s)' },
      'ALIGN (DEMO1) ran longer than its time limit (1s). Raise the limit, then resume.',
    ],
    [
      { exit_code: 127, stderr_tail: ['.command.run: line 98: docker: command not found'] },
      "ALIGN (DEMO1) did not start: docker is not installed on the runner's machine, or not in its PATH. Install it there, then resume; or submit again with a profile that does without it.",
    ],
    [
      {
        ...{ exit_code: null, stderr_tail: [] },
        caused_by:
          'Failed to create Conda environment\n  command: conda create --mkdir\n  status : 127\n  message:\n    bash: line 1: conda: command not found',
      },
      "ALIGN (DEMO1) did not start: conda is not installed on the runner's machine, or not in its PATH. Install it there, then resume; or submit again with a profile that does without it.",
    ],
    [{ disk_full: true }, 'ALIGN (DEMO1) failed because the disk is full. Free some space, then resume.'],
  ])('%j', (changes, message) => {
    expect(failureMessage({ ...digest, ...changes }, 'ALIGN (DEMO1)')).toBe(message);
  });

  it('of Nextflow itself is what it said, or that it said nothing', () => {
    const own = { ...digest, failing_step: null, failing_task: null, exit_code: null, caused_by: null };
    expect(failureMessage({ ...own, stderr_tail: ['Cannot find script file: x.nf'] }, null)).toBe(
      'Nextflow could not run the pipeline: Cannot find script file: x.nf',
    );
    expect(failureMessage({ ...own, stderr_tail: ['Strings must not be null'] }, null)).toBe(
      'Nextflow could not run the pipeline: Strings must not be null. It says so where the script has no workflow of the name that the job gives as entry. Check the entry, then submit again.',
    );
    expect(failureMessage({ ...own, stderr_tail: [] }, null)).toBe(
      'Nextflow ended without saying why. Its log may tell more.',
    );
  });
});
