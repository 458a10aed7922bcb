import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';

/**
 * The user confirmed the job as a match, but it no longer matches: its current state differs from what the user saw.
 */
export const listChanged = (): ProblemException =>
  new ProblemException(
    409,
    'The list has changed: this job does not match the filter any more. Nothing was sent to it: look at it, then choose again.',
  );

export const tooManyBulks = (): ProblemException =>
  new ProblemException(
    429,
    'Three commands to many jobs are under way. Wait until one of them is done, then try again.',
    {
      headers: { 'retry-after': '5' },
    },
  );

export const unknownBulk = (bulkId: string): ProblemException =>
  new ProblemException(
    404,
    `This gateway knows no command to many jobs with the id ${bulkId}: it was restarted since, or another gateway took it. The audit shows which jobs got it. If its gateway ended before the other jobs got it, send it again with the same Idempotency-Key.`,
  );
