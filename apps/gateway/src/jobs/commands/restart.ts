import { isOpen } from '@reprise/job';
import { changedParams } from '../command-requests/changed-params.ts';
import { recordedSteps } from './recorded-steps.ts';
import type { LookUp } from '../command-requests/look-up.ts';

/**
 * Asks a runner with the job's storage for the steps with tasks in the work dir, or otherwise reads the log. Validates
 * changed params. If neither has the steps, the check is repeated when the attempt starts.
 */
export const lookUp: LookUp<'restart'> = {
  make: async ({ reason, step, params: changes }, { state }, { pipelines, storages, log }, warn) => {
    const command = { name: 'restart', reason: reason || null, step, work_dir: 'unknown', steps: null } as const;
    // An open job refuses a restart, regardless of lookups.
    if (state.status === 'unknown' || isOpen(state)) return command;
    const changed = changes && (await changedParams(state, changes, pipelines));
    if (changed) warn(changed.warnings);
    const found = await storages.redo(state, { step, search: [] });
    return {
      ...command,
      ...(changed && { params: changed.params }),
      work_dir: found?.work_dir ?? 'unknown',
      steps: found?.work_dir === 'present' ? found.steps : await recordedSteps(log, state),
    };
  },
};
