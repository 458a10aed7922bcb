/** Seed of this test run. Tests that use it print it; set REPRISE_SEED to repeat a run. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);

/** Factor for the number of races and random histories in tests, at least 1. Source: REPRISE_TEST_SCALE. */
export const scale = Number(process.env['REPRISE_TEST_SCALE'] ?? 1);

/** Returns a generator of numbers in [0, 1), which is determined by `start`. Source: mulberry32, by Tommy Ettinger. */
export function random(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
