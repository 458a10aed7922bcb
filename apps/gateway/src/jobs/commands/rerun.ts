import { isOpen } from '@reprise/job';
import { changedParams } from './changed-params.ts';
import type { LookUp } from './look-up.ts';

/** Checks changed params like those of a submission. */
export const rerun: LookUp<'rerun'> = {
  problems: ['wrong_params', 'params_too_large'],
  make: async ({ reason, keep_work_dir, keep_results, params: changes }, { state }, { pipelines }, warn) => {
    const command = { name: 'rerun', reason: reason || null, keep_work_dir, keep_results } as const;
    // An open job refuses a rerun, whatever its params.
    if (!changes || state.status === 'unknown' || isOpen(state)) return command;
    const { params, warnings } = await changedParams(state, changes, pipelines);
    warn(warnings);
    return { ...command, params };
  },
};
