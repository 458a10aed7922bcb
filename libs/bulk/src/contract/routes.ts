import {
  CleanPreviews,
  CleanPreviewsBody,
  everyBody,
  everyRead,
  everyRoute,
  idempotencyKey,
  JobId,
  json,
  page,
  PageQuery,
  READING,
  route,
  sharedProblems,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { BulkBody, BulkOutcome, BulkResult, BulkView } from './bulk.ts';
import { bulkBodies, bulkExamples } from './examples.ts';
import { bulkProblems } from './problems.ts';

const {
  another_log,
  database_away,
  job_contested,
  log_away,
  maybe_stored,
  other_body,
  other_site,
  reason_required,
  wrong_body,
  wrong_cursor,
  wrong_key,
} = sharedProblems;
const { too_many_bulks, unknown_bulk } = bulkProblems;

const ResultsQuery = PageQuery.omit({ min_seq: true }).extend({ outcome: BulkOutcome.optional() });

export const bulkRoutes = {
  start: route({
    method: 'POST',
    path: '/api/jobs/bulk',
    id: 'SendBulk_start',
    summary: 'Send one command to many jobs',
    tag: 'Commands',
    right: { role: 'operator', does: 'Sending a command to many jobs' },
    headers: idempotencyKey(
      'The same key with the same body is the same command to each job, and answers with the same id.',
    ),
    body: { name: 'BulkBody', schema: BulkBody, examples: bulkBodies.start },
    answer: json('Bulk', BulkView, bulkExamples.bulk, {
      status: 202,
      description: 'Started: `GET /api/jobs/bulk/{id}` shows its progress',
    }),
    problems: {
      ...everyRoute,
      ...everyBody,
      other_site,
      wrong_body,
      reason_required,
      wrong_key,
      other_body,
      too_many_bulks,
      database_away,
      log_away,
      maybe_stored,
      job_contested,
      another_log,
    },
  }),
  show: route({
    method: 'GET',
    path: '/api/jobs/bulk/{id}',
    id: 'ShowBulk_show',
    summary: 'Progress of a command to many jobs',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    answer: json('Bulk', BulkView, bulkExamples.bulk),
    problems: { ...everyRead, unknown_bulk },
  }),
  results: route({
    method: 'GET',
    path: '/api/jobs/bulk/{id}/results',
    id: 'ListBulkResults_list',
    summary: 'The outcome of each job so far: what failed first, then what was refused, then what waits',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ResultsQuery,
    answer: json('BulkResultPage', page(BulkResult), bulkExamples.results),
    problems: { ...everyRead, unknown_bulk, wrong_cursor },
  }),
  previewClean: route({
    method: 'POST',
    path: '/api/jobs/bulk/clean/preview',
    id: 'PreviewBulkClean_preview',
    summary: 'Paths and bytes that a clean of many jobs would delete now, and which of them refuse it; deletes nothing',
    tag: 'Queries',
    right: { role: 'operator', does: 'Previewing a clean of many jobs' },
    body: { name: 'CleanPreviewsBody', schema: CleanPreviewsBody, examples: bulkBodies.cleanPreviews },
    answer: json('CleanPreviews', CleanPreviews, bulkExamples.cleanPreviews, { description: 'As it is now' }),
    problems: { ...everyRoute, ...everyBody, other_site, wrong_body, database_away },
  }),
};
