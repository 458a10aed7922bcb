import { SheetBody, SheetCheck, SheetCheckBody, SheetSubmitted } from '../../commands/sheet.ts';
import { json } from '../../http/answers.ts';
import { idempotencyKey } from '../../http/page-query.ts';
import { everyBody, everyRoute, sharedProblems } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { sheetBodies, sheetExamples } from '../examples/sheets.ts';
import { jobProblems } from '../problems/jobs.ts';

const { another_log, job_contested, log_away, maybe_stored, other_site, reason_required, wrong_body, wrong_key } =
  sharedProblems;
const { params_too_large, unknown_pipeline, wrong_launch, wrong_row } = jobProblems;

export const sheetRoutes = {
  check: route({
    method: 'POST',
    path: '/api/jobs/sheet/check',
    id: 'CheckSheet_check',
    summary: 'Read a samplesheet and check each row before submitting; records nothing',
    tag: 'Queries',
    right: { role: 'operator', does: 'Checking a samplesheet' },
    body: { name: 'SheetCheckBody', schema: SheetCheckBody, examples: sheetBodies.check },
    answer: json('SheetCheck', SheetCheck, sheetExamples.checked, { description: 'As it is now' }),
    problems: { ...everyRoute, ...everyBody, other_site, params_too_large, wrong_body, unknown_pipeline, wrong_launch },
  }),
  submit: route({
    method: 'POST',
    path: '/api/jobs/sheet',
    id: 'SubmitSheet_submit',
    summary: 'Submit a job for each row of a samplesheet; none, where a row has an error',
    tag: 'Commands',
    right: { role: 'operator', does: 'Submitting a samplesheet' },
    headers: idempotencyKey(
      'Counts for each row: one that was accepted before with the same key gets the same answer again.',
    ),
    body: { name: 'SheetBody', schema: SheetBody, examples: sheetBodies.submit },
    answer: json('SheetSubmitted', SheetSubmitted, sheetExamples.submitted, {
      status: 202,
      description: 'The outcome of each row: its job, or the problem',
    }),
    problems: {
      ...everyRoute,
      ...everyBody,
      other_site,
      params_too_large,
      wrong_body,
      unknown_pipeline,
      wrong_launch,
      wrong_row,
      reason_required,
      wrong_key,
      log_away,
      maybe_stored,
      job_contested,
      another_log,
    },
  }),
};
