import {
  everyRead,
  examplePage,
  JobId,
  json,
  OneQuery,
  page,
  PageQuery,
  READING,
  route,
  sharedProblems,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { BatchView } from './batch.ts';
import { BatchFiles } from './batch-files.ts';
import { batchProblems, no_results } from './problems.ts';
import { UsualValues } from './usual.ts';

const { wrong_cursor } = sharedProblems;

const example: BatchView = {
  batch_id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01',
  name: 'Plate 12',
  pipelines: ['wes'],
  jobs: { total: 96, running: 4, pending: 52, paused: 0, failed: 2, cancelled: 1, completed: 37 },
  created_at: '2026-03-01T09:00:00.000Z',
  created_by: 'admin',
  completed_at: null,
};

const files: BatchFiles = {
  items: [
    {
      job_id: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90',
      sample_name: 'DEMO1',
      attempt: 1,
      folder: 'DEMO1',
      path: 'tsv/DEMO1.filtered.tsv',
      kind: 'filtered_tsv',
      bytes: 18_204,
      sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
      report: null,
      url: '/api/jobs/0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90/files/tsv/DEMO1.filtered.tsv?attempt=1',
    },
  ],
  missing: [
    {
      job_id: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b91',
      sample_name: 'DEMO2',
      has_completed: false,
      detail: 'The job has not completed.',
    },
  ],
};

const usual: UsualValues = {
  pipelines: [
    {
      pipeline: 'wes',
      duration: { jobs: 180, median_ms: 5_400_000, late_after_ms: 8_280_000 },
      metrics: [{ name: 'mean_depth', jobs: 200, median: 82.4, lower: 51.2, upper: 113.6 }],
    },
  ],
};

export const batchRoutes = {
  list: route({
    method: 'GET',
    path: '/api/batches',
    id: 'ListBatches_list',
    summary: 'Batches, newest first, with the number of their jobs by status',
    tag: 'Queries',
    right: READING,
    query: PageQuery,
    answer: json('BatchPage', page(BatchView), examplePage(example)),
    problems: { ...everyRead, wrong_cursor },
  }),
  show: route({
    method: 'GET',
    path: '/api/batches/{id}',
    id: 'ShowBatch_show',
    summary: 'One batch; `GET /api/jobs?batch={id}` lists its jobs',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('Batch', BatchView, example),
    problems: { ...everyRead, ...batchProblems },
  }),
  usual: route({
    method: 'GET',
    path: '/api/batches/{id}/usual',
    id: 'ShowBatch_usual',
    summary:
      'Usual durations and quality of the pipelines of a batch, by their latest 200 completed jobs outside of it',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('UsualValues', UsualValues, usual),
    problems: { ...everyRead, ...batchProblems },
  }),
  csv: route({
    method: 'GET',
    path: '/api/batches/{id}/jobs.csv',
    id: 'ShowBatch_csv',
    summary: 'The jobs of a batch as CSV, with a column for each quality metric',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: {
      statuses: { 200: 'The table' },
      content: {
        'text/csv': {
          schema: { type: 'string' },
          example: 'sample_name,job_id,status\r\nDEMO1,0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90,completed\r\n',
        },
      },
    },
    problems: { ...everyRead, ...batchProblems },
  }),
  files: route({
    method: 'GET',
    path: '/api/batches/{id}/files',
    id: 'BatchFiles_list',
    summary: 'The results of the completed jobs of a batch, with sizes, checksums and addresses',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('BatchFiles', BatchFiles, files),
    problems: { ...everyRead, ...batchProblems },
  }),
  filesCsv: route({
    method: 'GET',
    path: '/api/batches/{id}/files.csv',
    id: 'BatchFiles_csv',
    summary: 'The results of the completed jobs of a batch as CSV',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: {
      statuses: { 200: 'The list' },
      content: {
        'text/csv': {
          schema: { type: 'string' },
          example:
            'sample_name,job_id,attempt,path,kind,bytes,sha256,url\r\nDEMO1,0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90,1,tsv/DEMO1.filtered.tsv,filtered_tsv,18204,b5bb…,/api/jobs/…\r\n',
        },
      },
    },
    problems: { ...everyRead, ...batchProblems },
  }),
  zip: route({
    method: 'GET',
    path: '/api/batches/{id}/files.zip',
    id: 'BatchFiles_zip',
    summary: 'The results of the completed jobs of a batch as one ZIP, with a folder for each job',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: {
      statuses: { 200: 'The files; `DOWNLOAD-INCOMPLETE.txt` at the end names those that could not be packed' },
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: 'PK\u0003\u0004' } },
    },
    problems: { ...everyRead, ...batchProblems, no_results },
  }),
};
