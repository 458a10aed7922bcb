import { HttpException } from '@nestjs/common';
import { LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import { InvalidCursorError, isDatabaseAway, streamChangedProblem } from '@reprise/read-model';
import { diskFailing } from './disk-failing.ts';
import { ProblemException, unavailable, wrongFields } from './problem.ts';

/** Returns the problem response for any error. Includes only messages that are written for users. */
export function problemOf(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  if (error instanceof InvalidCursorError) return wrongFields([{ field: 'cursor', message: error.message }]);
  if (error instanceof LogUnavailableError) return unavailable(logAway(error), 5, error);
  if (error instanceof StreamChangedError) return unavailable(streamChangedProblem(error), 60, error);
  if (isDatabaseAway(error))
    return unavailable('The database does not answer now. Commands are still taken; try reading again soon.', 5, error);
  if (error instanceof HttpException) return ofHttp(error);
  const failing = diskFailing(error);
  if (failing) return unavailable(failing, 30, error);
  return new ProblemException(500, 'Something went wrong here. The log of the gateway says more.', { cause: error });
}

const logAway = ({ outcome }: LogUnavailableError) =>
  outcome === 'not_stored'
    ? 'The event log does not answer now, and nothing was changed. Try again soon.'
    : 'The event log did not answer in time, so it is not known whether this was stored. ' +
      'Look at the job before you try again, or send the same Idempotency-Key again.';

const SENTENCES: Record<number, string> = {
  400: 'The body is not valid JSON.',
  404: 'There is nothing at this address.',
  413: 'The body is too large: at most 1 MiB.',
};

/** Converts exceptions of the framework and its body parser. */
function ofHttp(error: HttpException): ProblemException {
  // A path that cannot be decoded does not exist. The framework treats it as a bad request, like a malformed body.
  const status = error.message.startsWith('Failed to decode param') ? 404 : error.getStatus();
  const detail = SENTENCES[status] ?? error.message;
  return new ProblemException(status, status >= 500 ? 'Something went wrong here.' : detail, { cause: error });
}
