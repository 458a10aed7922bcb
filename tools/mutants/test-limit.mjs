/** Beginning of the error of a test that timed out because of a mutant. */
export const TOO_LONG = 'A mutant held this up';

/** Maximum delay of a timer. */
const FOREVER_MS = 2 ** 31 - 1;

/** Current limit of tests and hooks, initially none for the run without a mutant. */
export const limit = { milliseconds: FOREVER_MS };

/**
 * Limits tests and hooks that start from now on. With an active mutant, the usual time limits of specs would add up to
 * hours.
 */
export function limitTests(milliseconds) {
  limit.milliseconds = milliseconds;
}
