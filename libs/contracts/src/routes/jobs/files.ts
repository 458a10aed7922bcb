import * as z from 'zod';
import { READING } from '../../access/right.ts';
import { json } from '../../http/answers.ts';
import { AttemptParameter, ListQuery, MinSeq } from '../../http/page-query.ts';
import { everyQuery, everyRead, sharedProblems } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { JobId } from '../../inputs.ts';
import { FilePage } from '../../views/details.ts';
import { jobExamples } from '../examples/jobs.ts';
import { jobProblems } from '../problems/jobs.ts';

const { results_away, unknown_attempt, unknown_job, wrong_cursor } = sharedProblems;
const { unknown_result } = jobProblems;

/** Decoded segments of a path. A segment that contains a slash is not found. */
const PathParts = z
  .array(z.string())
  .transform((parts) => (parts.some((part) => part.includes('/')) ? '' : parts.join('/')))
  .meta({ description: 'Path of the file in the output dir' });

const MAX_PATH = 4096;

const Path = z.string().min(1).max(MAX_PATH);

const ZipQuery = z.strictObject({
  attempt: AttemptParameter,
  min_seq: MinSeq,
  /** Files to include; all if absent. */
  path: z
    .union([Path.transform((path) => [path]), z.array(Path).max(1000)])
    .optional()
    .meta({ description: 'A file in the output dir; may come several times' }),
});

const FileQuery = z.strictObject({
  attempt: AttemptParameter,
  download: z.enum(['0', '1']).optional(),
  min_seq: MinSeq,
});

/** Default: the last attempt, without ended ones that never started. */
const FilesQuery = ListQuery.extend({
  attempt: AttemptParameter,
  reports: z
    .enum(['0', '1'])
    .optional()
    .meta({ description: 'With `1`, only the reports, in the order of the manifest' }),
});

export const fileRoutes = {
  list: route({
    method: 'GET',
    path: '/api/jobs/{id}/files',
    id: 'ListFiles_list',
    summary:
      'The files in the output dir of an attempt; of the last one that started where none is given. All of them where no limit is given',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: FilesQuery,
    answer: json('FilePage', FilePage, jobExamples.files),
    problems: { ...everyRead, unknown_job, unknown_attempt, wrong_cursor },
  }),
  zip: route({
    method: 'GET',
    path: '/api/jobs/{id}/files.zip',
    id: 'ZipFiles_zip',
    summary: 'Results of a job as a ZIP: those named by `path`, or all',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ZipQuery,
    answer: {
      statuses: { 200: 'The files; `DOWNLOAD-INCOMPLETE.txt` at the end names those that could not be packed' },
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: 'PK\u0003\u0004' } },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, unknown_result, results_away },
  }),
  file: route({
    method: 'GET',
    path: '/api/jobs/{id}/files/{path*}',
    id: 'ReadFile_read',
    summary: 'A result of a job, whole or a range of its bytes; with `download=1` as an attachment',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId, path: PathParts }),
    query: FileQuery,
    headers: z.object({
      range: z.string().optional().meta({ description: 'One range of bytes (RFC 9110)', example: 'bytes=0-1023' }),
    }),
    answer: {
      statuses: {
        200: 'The file',
        206: 'The range',
        304: 'Not changed since the `etag` of `If-None-Match`',
        416: 'The range is not in the file',
      },
      content: {
        'application/octet-stream': {
          schema: { type: 'string', format: 'binary' },
          example: 'CHROM\tPOS\tREF\tALT\n20\t4680251\tA\tG\n',
        },
      },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, unknown_result, results_away },
  }),
};
