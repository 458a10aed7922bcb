/** Skips the tests that come after the first failure of their file: they say no more of a mutant. */
const { it } = globalThis;
let failed;

function untilFailure(act) {
  return async (...given) => {
    // New for each run of a file.
    const { snapshotState: run } = expect.getState();
    if (failed === run) return;
    try {
      await act(...given);
    } catch (error) {
      failed = run;
      throw error;
    }
  };
}

const skipping = (add) => (name, act, limit) => add(name, untilFailure(act), limit);
globalThis.it = Object.assign(skipping(it), {
  each: (...table) => skipping(it.each(...table)),
  only: skipping(it.only),
});
