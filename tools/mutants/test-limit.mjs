/** Beginning of the error of a test that a mutant made too long. */
export const TOO_LONG = 'A mutant held this up';

/** Most that a timer takes. */
const FOREVER_MS = 2 ** 31 - 1;

/** Limit of tests and hooks at present: at first none, for the run without a mutant. */
export const limit = { milliseconds: FOREVER_MS };

/** Limits what starts from now on: a mutant is active, and the patience of specs would be hours in all. */
export function limitTests(milliseconds) {
  limit.milliseconds = milliseconds;
}
