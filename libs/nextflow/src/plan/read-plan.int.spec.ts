import { getEventListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { readPlan } from './read-plan.ts';

describe('reading the plan', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('gives the steps while the run goes on, and again after its end', async () => {
    const run = await NextflowRun.start(scratch, 'slow');
    const plan = () => readPlan({ attemptDir: run.spec.attemptDir, ended: run.ended() });
    expect(await plan()).toEqual(['QUICK', 'SLOW']);
    await run.ended();
    expect(await plan()).toEqual(['QUICK', 'SLOW']);
  });

  it('gives none where the run ended before it named a step', async () => {
    const run = await NextflowRun.start(scratch, 'missing');
    expect(await readPlan({ attemptDir: run.spec.attemptDir, ended: run.ended() })).toBeNull();
  });

  it('stops at once where it is asked to, and leaves no listener', async () => {
    const { attemptDir } = scratch.spec(['placeholder']);
    mkdirSync(attemptDir, { recursive: true });
    const stopping = new AbortController();
    const never = new Promise(() => undefined);
    const reading = readPlan({ attemptDir, ended: never, signal: stopping.signal, everyMs: 60_000 });
    stopping.abort();
    expect(await reading).toBeNull();
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });
});
