import * as z from 'zod';
import { everyQuery, JobId, jobProblems, OneQuery, READING, route, sharedProblems } from '@reprise/contracts/for-wings';
import { VariantFilters } from './variant.ts';

const { results_away, unknown_attempt, unknown_job } = sharedProblems;
const { no_variants } = jobProblems;

const ExportQuery = VariantFilters.omit({ limit: true, cursor: true }).extend(OneQuery.shape);

export const variantExportRoutes = {
  tsv: route({
    method: 'GET',
    path: '/api/jobs/{id}/variants.tsv',
    id: 'ExportVariants_tsv',
    summary: 'Variants of a job with their recorded classes as TSV, filtered and sorted. Research use only',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ExportQuery,
    answer: {
      statuses: { 200: 'Streamed' },
      content: {
        'text/tab-separated-values': {
          schema: { type: 'string' },
          example: '# Research use only, not a diagnosis.\nCHROM\tPOS\tREF\tALT\n20\t4680464\tG\tA\n',
        },
      },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, no_variants, results_away },
  }),
  json: route({
    method: 'GET',
    path: '/api/jobs/{id}/variants.json',
    id: 'ExportVariants_json',
    summary: 'Variants of a job with their recorded classes as JSON, filtered and sorted. Research use only',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ExportQuery,
    answer: {
      statuses: { 200: 'Streamed' },
      content: {
        'application/json': {
          schema: { type: 'object' },
          example: { notice: 'Research use only, not a diagnosis.', sample_name: 'DEMO1', attempt: 1, variants: [] },
        },
      },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, no_variants, results_away },
  }),
};
