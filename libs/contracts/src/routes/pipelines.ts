import * as z from 'zod';
import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { ListQuery } from '../http/page-query.ts';
import { everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
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
