import { filesAway } from '../storages.ts';
import type { Preview } from './look-up.ts';

/** Asks the runner with the files what would be deleted. */
export const clean: Preview<'clean'> = {
  problems: ['results_away'],
  async read(job, { what, storage_id }, { storages }) {
    const preview = await storages.planClean(job, what, storage_id);
    if (preview) return preview;
    throw filesAway();
  },
};
