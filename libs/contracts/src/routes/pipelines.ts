import * as z from 'zod';
import { READING } from '../access/right.ts';
import { text } from '../inputs.ts';
import { json } from '../http/answers.ts';
import { ListQuery, OneQuery } from '../http/page-query.ts';
import { everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { ExpectedRun } from '../views/expected-run.ts';
import { PipelineList } from '../views/pipeline.ts';
import { InputListing } from '../views/system.ts';
import { pipelineExamples } from './examples/pipelines.ts';
import { inputProblems } from './problems/inputs.ts';

const { wrong_cursor } = sharedProblems;
const { wrong_folder } = inputProblems;

const InputsQuery = z.strictObject({ path: z.string().max(4096).optional() });

/** `name` selects only the pipeline with that name. */
const PipelinesQuery = ListQuery.extend({ name: z.string().optional() });

export const pipelineRoutes = {
  list: route({
    method: 'GET',
    path: '/api/pipelines',
    id: 'ListPipelines_list',
    summary: 'The pipelines that can be submitted to, and the folders that are broken',
    tag: 'Queries',
    right: READING,
    query: PipelinesQuery,
    answer: json('PipelineList', PipelineList, pipelineExamples.pipelines),
    problems: { ...everyRead, wrong_cursor },
  }),
  expected: route({
    method: 'GET',
    path: '/api/pipelines/{name}/expected',
    id: 'ExpectedRun_show',
    summary:
      'Duration and disk space that a new job is expected to take, from the last completed jobs of a pipeline, and the free slots',
    tag: 'Queries',
    right: READING,
    params: z.object({ name: text(200).min(1) }),
    query: OneQuery,
    answer: json('ExpectedRun', ExpectedRun, pipelineExamples.expected),
    problems: everyRead,
  }),
  browseInputs: route({
    method: 'GET',
    path: '/api/inputs',
    id: 'BrowseInputs_browse',
    summary: 'A folder inside the input roots, or without a path the roots',
    tag: 'Queries',
    right: { role: 'operator', does: 'Listing the folders of inputs' },
    query: InputsQuery,
    answer: json('InputListing', InputListing, pipelineExamples.inputs),
    problems: { ...everyRead, wrong_folder },
  }),
};
