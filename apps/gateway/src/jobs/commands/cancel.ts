import type { LookUp } from '../command-requests/look-up.ts';

/** Takes the actor who asks from the caller, so that a further person joins a cancel under way. */
export const lookUp: LookUp<'cancel'> = {
  make: async ({ reason }, _job, _sources, _warn, { actor }) => ({ name: 'cancel', reason: reason || null, by: actor }),
};
