import { recorded } from '../testing/recorded.ts';
import { parseErrorReport } from './parse-error-report.ts';

describe("Nextflow's error report", () => {
  it('states the task, the reason, and the place', () => {
    expect(parseErrorReport(recorded('failing.stdout.txt'))).toEqual({
      task: 'FAIL (sample 1)',
      causedBy: 'Process `FAIL (sample 1)` terminated with an error exit status (3)',
      exitCode: 3,
      errorLines: ['this came out', 'the reference has no index'],
      workDir: expect.stringMatching(/^\/data\/job\/work\/[0-9a-f]{2}\/[0-9a-f]{30}$/),
    });
  });

  it('is that of the task, not of an error that the script only logged', () => {
    expect(parseErrorReport(recorded('time-limit.stdout.txt'))).toMatchObject({
      task: 'SLOW',
      causedBy: 'Process exceeded running time limit (1s)',
      exitCode: null,
    });
  });

  it('is the last one if no task failed', () => {
    const output = "ERROR ~ a harmless one\n\n -- Check 'l.log' file for details\nERROR ~ the reason\n";
    expect(parseErrorReport(output)?.errorLines).toEqual(['the reason']);
  });

  it('states what is wrong with a script', () => {
    const output = [
      'N E X T F L O W  ~  version 24.10.0',
      'Launching `bad.nf` [r-1] DSL2 - revision: 8188a0b69e',
      'ERROR ~ Script compilation error',
      '- file : bad.nf',
      "- cause: Unexpected character: '\"' @ line 1, column 18.",
      '   workflow { error "my own message',
      '                    ^',
      '',
      '1 error',
      '',
      '',
      " -- Check '.nextflow.log' file for details",
      '',
    ].join('\n');
    expect(parseErrorReport(output)).toMatchObject({
      task: null,
      errorLines: expect.arrayContaining([
        'Script compilation error',
        "- cause: Unexpected character: '\"' @ line 1, column 18.",
      ]),
    });
  });

  it('includes messages without the word error, with their line', () => {
    const output = [
      'N E X T F L O W  ~  version 24.10.0',
      'Launching `bad2.nf` [r-1] DSL2 - revision: f9f1fb676e',
      'WARN: Access to undefined parameter `x`',
      'Process `A` declares 0 input channel but 1 were specified',
      '',
      " -- Check script 'bad2.nf' at line: 2 or see 'nextflow.log' file for more details",
    ].join('\n');
    expect(parseErrorReport(output)?.errorLines).toEqual([
      'Process `A` declares 0 input channel but 1 were specified',
      'at line 2 of bad2.nf',
    ]);
    expect(parseErrorReport('Cannot find script file: nope.nf')?.errorLines).toEqual([
      'Cannot find script file: nope.nf',
    ]);
  });

  it('is absent if nothing failed, or nothing was printed', () => {
    expect(parseErrorReport(recorded('zoo.stdout.txt'))).toBeNull();
    expect(parseErrorReport('')).toBeNull();
  });
});
