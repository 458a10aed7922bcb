import type { FailureView } from '@reprise/contracts';

/** What the original API says of a job that a person ended. */
export const CANCELLED = 'Pipeline cancelled by user';

export const cancelled: FailureView = {
  cause: 'cancelled',
  exit_code: null,
  signal: null,
  failing_step: null,
  failing_task: null,
  stderr_tail: [],
  message: CANCELLED,
};
