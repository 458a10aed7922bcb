import type { LookUp } from '../command-requests/look-up.ts';

/** Looks up whether there is such a queue. */
export const lookUp: LookUp<'move'> = {
  make: async ({ reason, queue }, _, { queues }) => {
    await queues.assertExists(queue);
    return { name: 'move', queue, reason: reason || null };
  },
};
