import type { FieldProblem, Params } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { readSheet } from '@reprise/pipelines';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';

/**
 * Applies changes to a job's parameters and validates the result, as for a submission. Returns all parameters.
 * @throws ProblemException 422 that names each `params.<name>`; 413 if they are too large
 */
export async function changedParams(
  { pipeline: name, pipeline_revision, launch = {}, params: before, sheet }: Job,
  changes: Params,
  pipelines: InstalledPipelines,
): Promise<{ params: Params; warnings: readonly FieldProblem[] }> {
  const pipeline = await pipelines.at(await pipelines.find(name), pipeline_revision);
  const params = { ...before, ...changes };
  const isKept = sheet && params[sheet.param] === sheet.name;
  const read = isKept ? { param: sheet.param, read: readSheet(sheet.text) } : undefined;
  return pipelines.check(pipeline, params, { sheet: read, launch });
}
