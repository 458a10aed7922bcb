import {
  AttemptParameter,
  everyQuery,
  JobId,
  MinSeq,
  READING,
  route,
  sharedProblems,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';

const { results_away, unknown_attempt, unknown_job } = sharedProblems;

const CrateQuery = z.strictObject({ attempt: AttemptParameter, min_seq: MinSeq });

export const crateRoutes = {
  metadata: route({
    method: 'GET',
    path: '/api/jobs/{id}/ro-crate-metadata.json',
    id: 'DescribeCrate_metadata',
    summary:
      'An attempt as RO-Crate metadata (Workflow Run Crate 0.5): job, parameters, inputs, outputs with checksums, tools, tasks with their container images',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: CrateQuery,
    answer: {
      statuses: { 200: 'The metadata, as JSON-LD' },
      content: {
        'application/ld+json': {
          schema: { type: 'object' },
          example: { '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': [] },
        },
      },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, results_away },
  }),
  zip: route({
    method: 'GET',
    path: '/api/jobs/{id}/ro-crate.zip',
    id: 'ZipCrate_zip',
    summary: 'An attempt as an RO-Crate: its metadata, the script of the pipeline, and the results',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: CrateQuery,
    answer: {
      statuses: { 200: 'The crate' },
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: 'PK\u0003\u0004' } },
    },
    problems: { ...everyQuery, unknown_job, unknown_attempt, results_away },
  }),
};
