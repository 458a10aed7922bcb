import { mayRemainIn } from '@reprise/contracts/may-remain-text';
import { isOpen, type Job } from '@reprise/job';
import { listAttempts } from '@reprise/read-model';
import { wrongFields } from '../../shared/http/problem.ts';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { changedParams } from '../command-requests/changed-params.ts';
import { inputsGone } from '../command-requests/inputs-now.ts';
import type { LookUp, Preview } from '../command-requests/look-up.ts';
import type { CommandRule } from '../policy/command-rule.ts';

/**
 * Looks up the requested revision, if it is different, and missing inputs. Validates changed params, and all params for
 * a different revision, as for a submission.
 */
export const lookUp: LookUp<'rerun'> = {
  make: async ({ reason, keep_work_dir, keep_results, revision: name, params: changes }, { state }, sources, warn) => {
    const command = { name: 'rerun', reason: reason || null, keep_work_dir, keep_results } as const;
    const { pipelines } = sources;
    // An open job refuses a rerun, regardless of lookups.
    if (state.status === 'unknown' || isOpen(state)) return command;
    const revision = name === undefined ? undefined : { name, commit: await commitOf(state, name, pipelines) };
    const asked = revision ? { ...state, pipeline_revision: revision.commit } : state;
    const isChanged = changes !== undefined || revision !== undefined;
    const { params, warnings } = isChanged
      ? await changedParams(asked, changes ?? {}, pipelines)
      : { params: state.params, warnings: [] };
    const missing = await inputsGone(asked, params, sources);
    const gone = missing.map(({ field, path }) => ({ field, message: `is not there any more: ${path}` }));
    warn([...warnings, ...gone.filter(({ field }) => !warnings.some((each) => each.field === field))]);
    return {
      ...command,
      ...(revision && { revision }),
      ...(changes && { params }),
      ...(missing.length > 0 && { missing_inputs: missing.map(({ path }) => path) }),
    };
  },
};

export const preview: Preview<'rerun'> = {
  read: async (job, _, sources) => {
    if (isOpen(job)) return { missing_inputs: [], may_remain: null };
    const [missing_inputs, attempts] = await Promise.all([
      inputsGone(job, job.params, sources),
      listAttempts(sources.readModel, job.job_id),
    ]);
    return { missing_inputs, may_remain: mayRemainIn(attempts) };
  },
};

/** Reruns that would replace results may require approval. */
export const rule: CommandRule = { needsApproval: ({ status }) => status === 'completed' };

async function commitOf(job: Job, name: string, pipelines: InstalledPipelines): Promise<string> {
  const pipeline = await pipelines.find(job.pipeline);
  if (pipeline.repository === null)
    throw wrongFields([
      { field: 'revision', message: `${job.pipeline} comes from no repository, so it has no revisions` },
    ]);
  return (await pipelines.at(pipeline, name, 'revision')).revision;
}
