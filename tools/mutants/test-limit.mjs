/** Beginning of the error of a test that a mutant made too long. */
export const TOO_LONG = 'A mutant held this up';

/** Most milliseconds of a test or hook while a mutant is active: the patience of specs would be hours in all. */
const MOST_MS = 30_000;
/** Most that a timer takes. */
const FOREVER_MS = 2 ** 31 - 1;

/** Limit of tests and hooks at present: at first none, for the run without a mutant. */
export const limit = { milliseconds: FOREVER_MS };

/** Limits what starts from now on: a mutant is active. */
export function limitTests() {
  limit.milliseconds = MOST_MS;
}
