import * as z from 'zod';
import {
  everyRead,
  JobId,
  jobProblems,
  json,
  OneQuery,
  READING,
  route,
  sharedProblems,
} from '@reprise/contracts/for-wings';
import { variantExamples } from './examples.ts';
import { VariantDetail, VariantFilters, VariantPage } from './variant.ts';

const { results_away, unknown_attempt, unknown_job, wrong_cursor } = sharedProblems;
const { no_variants } = jobProblems;

const VariantId = z.string().min(1).max(25_000);

const VariantQuery = VariantFilters.pick({ attempt: true, file: true }).extend(OneQuery.shape);

const VariantsQuery = VariantFilters.extend(OneQuery.shape);

export const variantRoutes = {
  list: route({
    method: 'GET',
    path: '/api/jobs/{id}/variants',
    id: 'ListVariants_list',
    summary: 'Variants in the filtered table of a job, filtered and sorted',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: VariantsQuery,
    answer: json('VariantPage', VariantPage, variantExamples.list),
    problems: { ...everyRead, unknown_job, unknown_attempt, no_variants, wrong_cursor, results_away },
  }),
  show: route({
    method: 'GET',
    path: '/api/jobs/{id}/variants/{variant}',
    id: 'ShowVariant_show',
    summary: 'One variant: its names, every criterion of ACMG/AMP, and its class by both schemes. Research use only',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId, variant: VariantId }),
    query: VariantQuery,
    answer: json('VariantDetail', VariantDetail, variantExamples.detail),
    problems: { ...everyRead, unknown_job, unknown_attempt, no_variants, results_away },
  }),
};
