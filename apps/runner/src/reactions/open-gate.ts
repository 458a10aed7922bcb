import type { ReactionHandler } from './reaction.ts';

/** Opens a gate that is still closed although the start is recorded. */
export const openGate: ReactionHandler = async (held, { host, settings, wake }) => {
  await host.gate(held, undefined, settings).open();
  wake(held.job.job_id);
};
