import { getEventListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';
import { waitForHang } from './wait-for-hang.ts';

const script = fileURLToPath(new URL('../testing/pipelines/hang/main.nf', import.meta.url));
const never = new Promise(() => undefined);

describe('waiting until a Nextflow hangs', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('reports a real one that aborted and is blocked in a handler, and none that ended', async () => {
    const run = await NextflowRun.start(scratch, 'hang', { script });
    const { attemptDir } = run.spec;
    const ended = run.ended();
    const looks = { everyMs: 100, quietLooks: 20 };
    expect(await waitForHang({ attemptDir, ended, ...looks })).toEqual({
      after: 'abort',
      cause: expect.stringContaining('Process `FAIL` terminated with an error exit status (3)') as string,
    });
    await terminateTree({ ...run.spec, graceMs: 0 });
    await ended;
    expect(await waitForHang({ attemptDir, ended, everyMs: 60_000 })).toBeNull();
  });

  it('stops at once on request, and leaves no listener', async () => {
    const stopping = new AbortController();
    const reading = waitForHang({ attemptDir: scratch.dir, ended: never, signal: stopping.signal, everyMs: 60_000 });
    stopping.abort();
    expect(await reading).toBeNull();
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });
});
