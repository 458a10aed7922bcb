import { getEventListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';
import { waitForStall } from './wait-for-stall.ts';

const script = fileURLToPath(new URL('../testing/pipelines/stall/main.nf', import.meta.url));
const never = new Promise(() => undefined);

describe('waiting until a run stalls', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('reports the tasks that a real Nextflow no longer submits, and nothing for a run that ended', async () => {
    const run = await NextflowRun.start(scratch, 'stall', { script });
    const { attemptDir } = run.spec;
    const ended = run.ended();
    const waiting = await waitForStall({ attemptDir, ended, everyMs: 100 });
    expect(waiting).toBeGreaterThan(0);
    expect((await run.observations(Promise.resolve())).filter(({ type }) => type === 'completed').length).toBeLessThan(
      20,
    );
    await terminateTree({ ...run.spec, graceMs: 20_000 });
    await ended;
    expect(await waitForStall({ attemptDir, ended: never, everyMs: 1 })).toBe(waiting);
    expect(await waitForStall({ attemptDir: scratch.dir, ended, everyMs: 60_000 })).toBeNull();
  });

  it('stops at once on request, and leaves no listener', async () => {
    const stopping = new AbortController();
    const reading = waitForStall({ attemptDir: scratch.dir, ended: never, signal: stopping.signal, everyMs: 60_000 });
    stopping.abort();
    expect(await reading).toBeNull();
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });
});
