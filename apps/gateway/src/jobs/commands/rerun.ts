import { isOpen, type Job } from '@reprise/job';
import { wrongFields } from '../../shared/http/problem.ts';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { changedParams } from '../command-requests/changed-params.ts';
import type { LookUp } from '../command-requests/look-up.ts';

/** Looks up another revision, and checks changed params, or those of another revision, like those of a submission. */
export const lookUp: LookUp<'rerun'> = {
  make: async ({ reason, keep_work_dir, keep_results, revision: name, params: changes }, { state }, sources, warn) => {
    const command = { name: 'rerun', reason: reason || null, keep_work_dir, keep_results } as const;
    const { pipelines } = sources;
    // An open job refuses a rerun, whatever else is given.
    if ((!changes && name === undefined) || state.status === 'unknown' || isOpen(state)) return command;
    const revision = name === undefined ? undefined : { name, commit: await commitOf(state, name, pipelines) };
    const asked = revision ? { ...state, pipeline_revision: revision.commit } : state;
    const { params, warnings } = await changedParams(asked, changes ?? {}, pipelines);
    warn(warnings);
    return { ...command, ...(revision && { revision }), ...(changes && { params }) };
  },
};

async function commitOf(job: Job, name: string, pipelines: InstalledPipelines): Promise<string> {
  const pipeline = await pipelines.find(job.pipeline);
  if (pipeline.repository === null)
    throw wrongFields([
      { field: 'revision', message: `${job.pipeline} comes from no repository, so it has no revisions` },
    ]);
  return (await pipelines.at(pipeline, name, 'revision')).revision;
}
