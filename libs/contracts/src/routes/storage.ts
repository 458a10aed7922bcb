import * as z from 'zod';
import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { ListQuery, OneQuery } from '../http/page-query.ts';
import { everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { WholeNumber } from '../inputs.ts';
import { RetentionPage, StorageView, StoredJobPage } from '../views/storage.ts';
import { storageExamples } from './examples/storage.ts';

const { wrong_cursor } = sharedProblems;

const Days = z.coerce.number<number | string>().positive().max(36_500).optional();

/** Rules to try out. If any is given, the configured rules are ignored. */
const PreviewQuery = ListQuery.extend({
  work_dir_days: Days,
  results_days: Days,
  min_free_bytes: WholeNumber.positive().optional(),
});

/** `left`: only files that reruns left on other storage. Without it: only files of the latest runs. */
const StoredQuery = ListQuery.extend({ left: z.stringbool().optional() });

export const storageRoutes = {
  show: route({
    method: 'GET',
    path: '/api/storage',
    id: 'ShowStorage_show',
    summary: "Bytes of the jobs' files by pipeline, person and age, and the disks with them",
    tag: 'Queries',
    right: READING,
    query: OneQuery,
    answer: json('Storage', StorageView, storageExamples.storage),
    problems: everyRead,
  }),
  jobs: route({
    method: 'GET',
    path: '/api/storage/jobs',
    id: 'ListStoredJobs_list',
    summary: 'The jobs with files on a storage, those with most bytes first',
    tag: 'Queries',
    right: READING,
    query: StoredQuery,
    answer: json('StoredJobPage', StoredJobPage, storageExamples.jobs),
    problems: { ...everyRead, wrong_cursor },
  }),
  retention: route({
    method: 'GET',
    path: '/api/storage/retention/preview',
    id: 'PreviewRetention_preview',
    summary: 'Preview of the next run of the retention rules, or of others; deletes nothing',
    tag: 'Queries',
    right: READING,
    query: PreviewQuery,
    answer: json('RetentionPage', RetentionPage, storageExamples.retention),
    problems: { ...everyRead, wrong_cursor },
  }),
};
