import { MAX_BULK_JOBS } from '@reprise/contracts';
import { ProblemException } from '../../shared/http/problem.ts';

const number = (n: number) => n.toLocaleString('en-US');
const jobs = (n: number) => `${number(n)} ${n === 1 ? 'job' : 'jobs'}`;

/** Another number of jobs matches than a person confirmed: whom that would hit is not what they saw. */
export const countChanged = (expected: number, found: number): ProblemException =>
  new ProblemException(
    409,
    `${jobs(found)} match now, not the ${number(expected)} that were counted. Nothing was sent: look at the list, then choose again.`,
    { errors: [{ field: 'expected_count', message: `${number(found)} match now` }] },
  );

export const tooManyJobs = (found: number): ProblemException =>
  new ProblemException(
    422,
    `filter: matches ${jobs(found)}, and a command is sent to at most ${number(MAX_BULK_JOBS)} at once. Narrow the filter.`,
    { errors: [{ field: 'filter', message: `matches ${jobs(found)}` }] },
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
    `This gateway knows no command to many jobs with the id ${bulkId}: it was restarted since, or another gateway took it. The audit shows what was recorded.`,
  );
