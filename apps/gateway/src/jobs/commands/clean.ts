import { filesAway } from '../storages.ts';
import type { Preview } from '../command-requests/look-up.ts';

/** Queries the runner with the files what would be deleted. */
export const preview: Preview<'clean'> = {
  async read(job, { what, storage_id }, { storages }) {
    const plan = await storages.planClean(job, what, storage_id);
    if (plan) return plan;
    throw filesAway();
  },
};
