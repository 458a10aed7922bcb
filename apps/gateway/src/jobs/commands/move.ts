import type { LookUp } from '../command-requests/look-up.ts';

/** Checks whether the queue exists. */
export const lookUp: LookUp<'move'> = {
  make: async ({ reason, queue }, _, { queues }) => {
    await queues.assertExists(queue);
    return { name: 'move', queue, reason: reason || null };
  },
};
