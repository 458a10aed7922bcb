import { openGate as openGateOf } from '@reprise/nextflow';
import type { ReactionHandler } from './reaction.ts';

/** Opens a gate that is still closed although the start is recorded. */
export const openGate: ReactionHandler = async ({ attemptDir, job }, { wake }) => {
  await openGateOf(attemptDir);
  wake(job.job_id);
};
