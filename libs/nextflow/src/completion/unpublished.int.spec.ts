import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { failureWarnings } from './completion-warnings.ts';
import { finishedTasks } from './finished-tasks.ts';

describe('a real Nextflow that cannot publish the results of a task', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('repeats the task at each resume, with a warning for each run', async () => {
    let resume: string | null = null;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const run: NextflowRun = await NextflowRun.start(scratch, 'unpublished', { resume });
      const seen = await run.observations();
      expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 1 });
      const types = seen.map(({ type }) => type);
      expect([types.includes('submitted'), types.includes('cached')]).toEqual([true, false]);
      const { attemptDir, launchDir } = run.spec;
      expect(failureWarnings(await finishedTasks({ attemptDir, launchDir, runName: run.name }))).toEqual([
        { about: 'cache', message: "Nextflow's cache has none of its finished tasks: a resume runs them again." },
      ]);
      resume = await run.session();
    }
  });
});
