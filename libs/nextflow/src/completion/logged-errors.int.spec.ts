import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { completionWarnings } from './completion-warnings.ts';

describe('a real Nextflow that logs errors and exits with 0', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('causes a warning for each kind', async () => {
    const run = await NextflowRun.start(scratch, 'erroneous');
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 0 });
    const { attemptDir, launchDir } = run.spec;
    expect(await completionWarnings({ attemptDir, launchDir, runName: run.name })).toEqual([
      {
        about: 'results',
        message: expect.stringMatching(/^Nextflow did not publish all results: \/\S+\/reads \(.+\)\.$/) as string,
      },
      { about: 'results', message: 'workflow.onComplete failed: cannot write the summary.' },
      { about: 'results', message: 'The pipeline logged an error: S2 has too few reads.' },
    ]);
  });
});
