import type { LookUp } from '../command-requests/look-up.ts';

/** Looks up the first waiting job if the job should go ahead of it. */
export const lookUp: LookUp<'priority'> = {
  make: async ({ reason, priority: asked }, { state }, { queues }) => {
    const value = asked === 'front' && state.status !== 'unknown' ? await queues.frontPriority(state) : Number(asked);
    return { name: 'priority', priority: value, reason: reason || null };
  },
};
