import { listTree } from '../process/list-tree.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { terminateTree } from './terminate-tree.ts';

/**
 * An end by TERM in the middle of a task and a kill with -9 are in `session/real-session`, one of tasks that trap it and a
 * resume after a kill in the journey `commands/real`.
 */
describe('ending a real Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('while it starts, before its first task', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 60 } });
    const report = await terminateTree({ ...run.spec, graceMs: 20_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(await run.ended()).toMatchObject({ status: 'exited' });
    expect(listTree(run.spec)).toEqual([]);
  });
});
