import { getEventListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { readPlan } from './read-plan.ts';

/** `session/real-session` and `failure/explain-failure` read the plan of a real run. */
describe('reading the plan of a run', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('names the executors of a real run, including one without a program on this machine', async () => {
    const script = fileURLToPath(new URL('../testing/pipelines/elsewhere/main.nf', import.meta.url));
    const run = await NextflowRun.start(scratch, 'elsewhere', { script });
    const plan = await readPlan({ attemptDir: run.spec.attemptDir, ended: run.ended() });
    expect(plan?.steps.toSorted()).toEqual(['ELSEWHERE', 'HERE']);
    expect(plan?.executors.toSorted()).toEqual(['local', 'nqsii']);
    await run.ended();
  });

  it('stops at once on request, and leaves no listener', async () => {
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
