import * as z from 'zod';
import { CheckBody, ParamsCheck } from '../../commands/check.ts';
import { json } from '../../http/answers.ts';
import { everyBody, everyRoute, sharedProblems } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { JobId } from '../../inputs.ts';
import { PreviewBody, RunPreview } from '../../views/preview.ts';
import { checkExamples } from '../examples/jobs.ts';
import { previewExamples } from '../examples/run-preview.ts';
import { jobProblems } from '../problems/jobs.ts';

const { database_away, other_site, unknown_job, wrong_body } = sharedProblems;
const { params_too_large, unknown_pipeline, wrong_params } = jobProblems;

export const checkRoutes = {
  check: route({
    method: 'POST',
    path: '/api/jobs/check',
    id: 'CheckParams_check',
    summary: 'Check parameters and launch options before submitting; records nothing',
    tag: 'Queries',
    right: { role: 'operator', does: 'Checking a submission' },
    body: { name: 'CheckBody', schema: CheckBody, examples: { demo: checkExamples.body } },
    answer: json('ParamsCheck', ParamsCheck, checkExamples.answer, { description: 'As it is now' }),
    problems: { ...everyRoute, ...everyBody, other_site, params_too_large, wrong_body, unknown_pipeline },
  }),
  preview: route({
    method: 'POST',
    path: '/api/jobs/{id}/preview',
    id: 'PreviewRun_preview',
    summary:
      'Preview of a restart from a step, or of a resume: steps that run again, and steps that stay cached; records nothing',
    tag: 'Queries',
    right: { role: 'operator', does: 'Previewing a resume or restart' },
    params: z.object({ id: JobId }),
    body: { name: 'PreviewBody', schema: PreviewBody, isOptional: true, examples: previewExamples.bodies },
    answer: json('RunPreview', RunPreview, previewExamples.answer, { description: 'As it is now' }),
    problems: {
      ...everyRoute,
      ...everyBody,
      other_site,
      unknown_job,
      params_too_large,
      wrong_body,
      wrong_params,
      database_away,
    },
  }),
};
