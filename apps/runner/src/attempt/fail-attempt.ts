import type { AttemptCommand } from '@reprise/job';

type FailAttempt = Extract<AttemptCommand, { name: 'fail' }>;

/** Creates a failure with a cause, a message and defaults. */
export const failAttempt = (
  attempt: number,
  cause: FailAttempt['cause'],
  message: string,
  more: Partial<FailAttempt> = {},
): FailAttempt => ({
  name: 'fail',
  attempt,
  cause,
  exit_code: null,
  signal: null,
  failing_step: null,
  failing_task: null,
  stderr_tail: [],
  message,
  duration_ms: null,
  processes_ended: 0,
  ...more,
});
