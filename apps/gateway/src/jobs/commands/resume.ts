import type { LookUp } from '../command-requests/look-up.ts';

/** Asks a runner with the job's storage whether the work dir still exists. */
export const lookUp: LookUp<'resume'> = {
  make: async ({ reason }, { state }, { storages }) => ({
    name: 'resume',
    reason: reason || null,
    work_dir: await storages.workDirOf(state),
  }),
};
