import type { OpenJob } from '@reprise/job';
import type { Inspection } from '@reprise/nextflow';
import { cancel } from './cancel.ts';
import { finish } from './finish.ts';
import { openGate } from './open-gate.ts';
import { pause } from './pause.ts';
import type { ReactionHandler } from './reaction.ts';
import { start } from './start.ts';
import { unpause } from './unpause.ts';
import { watch } from './watch.ts';
import { withdraw } from './withdraw.ts';

/**
 * All reactions of a runner to a job that it holds. A new reaction needs its own file, a line here, and a condition
 * below.
 */
export const reactions = {
  start,
  withdraw,
  open_gate: openGate,
  watch,
  pause,
  unpause,
  cancel,
  finish,
} satisfies Record<string, ReactionHandler>;

export type Reaction = keyof typeof reactions;

/**
 * Level-triggered: the reaction is derived from the folded state and the attempt's actual processes, so that the code
 * path is the same for a restart, a missed wake-up and a live event.
 */
export function nextReaction(job: OpenJob, reality: Inspection['status']): Reaction {
  const cancelling = job.pending_action?.kind === 'cancelling';
  if (job.status === 'pending') return cancelling ? 'withdraw' : 'start';
  if (reality !== 'gated' && reality !== 'running') return 'finish';
  if (cancelling) return 'cancel';
  if (reality === 'gated') return 'open_gate';
  if (job.pending_action?.kind === 'pausing') return 'pause';
  return job.pending_action?.kind === 'unpausing' ? 'unpause' : 'watch';
}
