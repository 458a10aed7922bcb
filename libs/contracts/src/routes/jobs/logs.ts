import * as z from 'zod';
import { READING } from '../../access/right.ts';
import { AttemptParameter, MinSeq } from '../../http/page-query.ts';
import { everyRead, sharedProblems } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { JobId, WholeNumber } from '../../inputs.ts';
import { jobProblems } from '../problems/jobs.ts';

const { unknown_attempt, unknown_job } = sharedProblems;
const { runner_away } = jobProblems;

const bytes = (description: string) => ({ description, schema: { type: 'integer' }, example: 4096 });
const log = { 'text/plain': { schema: { type: 'string' }, example: 'N E X T F L O W  ~  version 24.10.0\n' } };

const MAX_BYTES = 256 * 1024;

const LogQuery = z.strictObject({
  /** Default: the last attempt. */
  attempt: AttemptParameter,
  file: z
    .string()
    .regex(
      /^(nextflow|stdout|[0-9a-f]{2}\/[0-9a-f]{6}(-\d{1,9})?(\/command)?)$/,
      "must be nextflow, stdout, a task's hash, like ab/cdef12, or its command, like ab/cdef12/command",
    )
    .default('nextflow'),
  /** Offset in bytes; a negative offset counts from the end. */
  offset: WholeNumber.default(0),
  limit: WholeNumber.min(1).max(MAX_BYTES).default(MAX_BYTES),
  min_seq: MinSeq,
});
/** Log to download completely. */
const WholeLogQuery = LogQuery.omit({ offset: true, limit: true });

export const logRoutes = {
  read: route({
    method: 'GET',
    path: '/api/jobs/{id}/log',
    id: 'ReadLog_read',
    summary: "A part of an attempt's log: Nextflow's own, its output, a task's, or a task's command",
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: LogQuery,
    answer: {
      statuses: { 200: 'The text from that offset on' },
      headers: {
        'next-offset': bytes('Byte from which to continue'),
        'file-size': bytes('Bytes that the file holds now'),
      },
      content: log,
    },
    problems: { ...everyRead, unknown_job, unknown_attempt, runner_away },
  }),
  download: route({
    method: 'GET',
    path: '/api/jobs/{id}/log/download',
    id: 'DownloadLog_download',
    summary: 'The log of an attempt or task, whole, to save',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: WholeLogQuery,
    answer: { statuses: { 200: 'The text' }, content: log },
    problems: { ...everyRead, unknown_job, unknown_attempt, runner_away },
  }),
};
