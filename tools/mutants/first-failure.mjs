import { limit, TOO_LONG } from './test-limit.mjs';

/**
 * Ends a test or hook that is blocked by a mutant, and skips the tests after the first failure of a file, because they
 * add no information.
 */
const { it, setTimeout, clearTimeout } = globalThis;
let failed;

/** Names a run of a file; new for each run. */
const runOfFile = () => expect.getState().snapshotState;

function guarded(act) {
  return async (...given) => {
    const run = runOfFile();
    let timer;
    const late = new Promise((_, reject) => {
      const { milliseconds } = limit;
      timer = setTimeout(() => reject(new Error(`${TOO_LONG} for ${String(milliseconds)} ms`)), milliseconds);
    });
    try {
      await Promise.race([act(...given), late]);
    } catch (error) {
      failed = run;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

function untilFailure(act) {
  const test = guarded(act);
  return async (...given) => {
    if (failed !== runOfFile()) await test(...given);
  };
}

const skipping = (add) => (name, act, most) => add(name, untilFailure(act), most);
globalThis.it = Object.assign(skipping(it), {
  each: (...table) => skipping(it.each(...table)),
  only: skipping(it.only),
});
for (const name of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) {
  const hook = globalThis[name];
  globalThis[name] = (act, most) => hook(guarded(act), most);
}
