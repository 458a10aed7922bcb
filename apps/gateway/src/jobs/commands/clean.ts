import type { LookUp } from './look-up.ts';

/** Takes what to delete from the body; the runner with the files looks for them. */
export const clean: LookUp<'clean'> = {
  problems: [],
  make: async ({ reason, what, storage_id }) => ({
    name: 'clean',
    reason: reason || null,
    what,
    ...(storage_id !== undefined && { storage_id }),
  }),
};
