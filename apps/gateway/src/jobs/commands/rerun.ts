import { isOpen } from '@reprise/job';
import { readSheet } from '@reprise/pipelines';
import type { LookUp } from './look-up.ts';

/** Checks changed params like those of a submission. */
export const rerun: LookUp<'rerun'> = {
  problems: ['wrong_params', 'params_too_large'],
  make: async ({ reason, keep_work_dir, keep_results, params: changes }, { state }, { pipelines }, warn) => {
    const command = { name: 'rerun', reason: reason || null, keep_work_dir, keep_results } as const;
    // An open job refuses a rerun, whatever its params.
    if (!changes || state.status === 'unknown' || isOpen(state)) return command;
    const pipeline = await pipelines.at(pipelines.find(state.pipeline), state.pipeline_revision);
    const params = { ...state.params, ...changes };
    const { sheet } = state;
    const isKept = sheet && params[sheet.param] === sheet.name;
    const checked = await pipelines.check(
      pipeline,
      params,
      isKept ? { param: sheet.param, read: readSheet(sheet.text) } : undefined,
    );
    warn(checked.warnings);
    return { ...command, params: checked.params };
  },
};
