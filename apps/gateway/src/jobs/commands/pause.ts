import type { LookUp } from './look-up.ts';

/** Takes the mode from the body; nothing has to be looked up. */
export const pause: LookUp<'pause'> = {
  problems: [],
  make: async ({ reason, mode }) => ({ name: 'pause', reason: reason || null, mode }),
};
