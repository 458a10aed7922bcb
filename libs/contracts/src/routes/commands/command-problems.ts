import type { CommandName, PreviewedCommandName } from '../../commands/command-names.ts';
import { sharedProblems, type ProblemExamples } from '../../http/problem-examples.ts';
import { jobProblems } from '../problems/jobs.ts';

const { results_away } = sharedProblems;
const { unknown_pipeline, wrong_params, wrong_launch, params_too_large, no_such_queue, resumes_approved } = jobProblems;
const { no_classification, not_confirmed, no_variants, wrong_criterion } = jobProblems;

/** Problems of a command's lookup, in addition to those of every command. */
export const lookUpProblems: Partial<Record<CommandName, ProblemExamples>> = {
  submit: { unknown_pipeline, wrong_params, wrong_launch, params_too_large, no_such_queue, resumes_approved },
  rerun: { wrong_params, params_too_large },
  restart: { wrong_params, params_too_large },
  classify: { no_variants, wrong_criterion },
  sign: { no_classification, not_confirmed },
  move: { no_such_queue },
};

/** Problems of the preview of a command. */
export const previewProblems: Partial<Record<PreviewedCommandName, ProblemExamples>> = { clean: { results_away } };
