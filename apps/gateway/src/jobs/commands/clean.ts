import { filesAway } from '../storages.ts';
import type { Preview } from '../command-requests/look-up.ts';

/** Asks the runner that stores the files which of them would be deleted. */
export const preview: Preview<'clean'> = {
  async read(job, { what, storage_id }, { storages }) {
    const plan = await storages.planClean(job, what, storage_id);
    if (plan) return plan;
    throw filesAway();
  },
};
