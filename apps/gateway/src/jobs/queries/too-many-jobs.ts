import { MAX_BULK_JOBS } from '@reprise/contracts';
import { ProblemException } from '../../shared/http/problem.ts';

const number = (n: number) => n.toLocaleString('en-US');
const jobs = (n: number) => `${number(n)} ${n === 1 ? 'job' : 'jobs'}`;

/** The number of matching jobs exceeds the maximum for one command. */
export const tooManyJobs = (found: number): ProblemException =>
  new ProblemException(
    422,
    `${jobs(found)} match, and a command is sent to at most ${number(MAX_BULK_JOBS)} at once. Narrow the filter.`,
  );
