import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listTree } from '../process/list-tree.ts';
import { moveIncompleteTasks } from '../files/move-incomplete-tasks.ts';
import { recordedTasks } from '../session/recorded-tasks.ts';
import { tracedTasks } from '../session/traced-tasks.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { NextflowRun, waitFor } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { terminateTree, sweepOrphans } from './terminate-tree.ts';

/** An end by TERM alone is in `session/real-session`, one of tasks that trap it and a resume after a kill in the journey `commands/real`. */
describe('ending a real Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('killed with -9 from outside: orphans are swept, and what they had begun is moved aside', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 3 } });
    const { work_dir } = await run.until(({ process, type }) => process === 'SLOW' && type === 'started');
    await waitFor('the first line', () => existsSync(join(work_dir!, 'slow.txt')));
    process.kill(readIdentity(attemptFiles(run.spec.attemptDir).process)!.pid, 'SIGKILL');

    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 137, signal: 'SIGKILL' });
    const report = await sweepOrphans({ ...run.spec, graceMs: 5000 });
    expect(report).toMatchObject({ ended_before_signal: true, survivors: [] });
    expect(report.processes_ended).toBeGreaterThan(0);
    const observations = await run.observations();
    const quick = observations.findLast(({ process }) => process === 'QUICK');
    expect(quick?.type).toBe('completed');
    expect(observations.findLast(({ process }) => process === 'SLOW')?.type).toBe('aborted');

    const session = await run.session();
    const traced = await tracedTasks({ session: session!, ...run.spec });
    const recorded = await recordedTasks({ nextflow: findNextflow(), session: session!, ...run.spec });
    expect(traced ?? recorded).toEqual(recorded);
    const { moved } = await moveIncompleteTasks({ workDir: run.workDir, recorded, at: new Date() });
    // Whether Nextflow's cache had learned of QUICK when it was killed is a matter of milliseconds.
    const wasRecorded = recorded.has(quick!.hash);
    const expected = wasRecorded ? [work_dir] : [work_dir, quick!.work_dir];
    expect(moved.map(({ from }) => from).sort()).toEqual(expected.sort());
  });

  it('while it starts, before its first task', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 60 } });
    const report = await terminateTree({ ...run.spec, graceMs: 20_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(await run.ended()).toMatchObject({ status: 'exited' });
    expect(listTree(run.spec)).toEqual([]);
  });
});
