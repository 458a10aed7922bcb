import type { StoredFailure } from '../entities/attempt.ts';

/** Error message of a cancelled job, from the original API. */
export const CANCELLED = 'Pipeline cancelled by user';

export const cancelledFailure: StoredFailure = {
  cause: 'cancelled',
  exit_code: null,
  signal: null,
  failing_step: null,
  failing_task: null,
  stderr_tail: [],
  message: CANCELLED,
};
