import { indexedRuns } from '../command/session-history.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { recordedTasks } from './recorded-tasks.ts';

/** A moment of some 150 ms is not hit each time. */
const MOST_TRIES = 10;

describe('what a session has recorded', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const recorded = async ({ spec }: NextflowRun, session: string) => [
    ...(await recordedTasks({ nextflow: findNextflow(), session, ...spec })).values(),
  ];

  /** A run that is killed once it is in the history, before it has an index of its tasks. */
  async function killedInItsFirstMoments(resume: string | null): Promise<{ run: NextflowRun; session: string }> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 1 }, resume });
      let session: string | null;
      do session = await run.session();
      while (session === null);
      await terminateTree({ ...run.spec, graceMs: 0 });
      if (!(await indexedRuns(run.spec.launchDir, session)).includes(run.name)) return { run, session };
    }
    throw new Error('each run had its index before it was killed');
  }

  it('is nothing where its only run was killed before it had an index, and that session can still be resumed', async () => {
    const { run, session } = await killedInItsFirstMoments(null);
    expect(await recorded(run, session)).toEqual([]);

    const resumed = await NextflowRun.start(scratch, 'slow', { params: { slow: 1 }, resume: session });
    expect(await resumed.ended()).toMatchObject({ exit_code: 0 });
    expect(await resumed.session()).toBe(session);
  });

  it('is told of its other runs where one was killed before it had an index', async () => {
    const first = await NextflowRun.start(scratch, 'slow', { params: { slow: 1 } });
    await first.ended();
    const { run, session } = await killedInItsFirstMoments(await first.session());
    expect(await recorded(run, session)).toEqual(Array.from({ length: 2 }, () => ({ status: 'COMPLETED', exit: 0 })));
  });
});
