import { getEventListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Scratch } from '../testing/scratch.ts';
import { readPlan } from './read-plan.ts';

/** The plan of a real run is read in `session/real-session` and `failure/explain-failure`. */
describe('reading the plan', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

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
