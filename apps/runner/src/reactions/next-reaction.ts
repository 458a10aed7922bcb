import { isOpen, type JobState } from '@reprise/job';
import type { Inspection } from '@reprise/nextflow';

/**
 * What a runner does next about a job.
 * - `start`: prepare, spawn at the gate, record the start, open the gate
 * - `withdraw`: cancelled before it started; nothing may run
 * - `open_gate`: the start is recorded, but the gate is still shut
 * - `watch`: it runs; see that its events are sent
 * - `cancel`: end its processes, then record what came of it
 * - `finish`: it has ended; record how
 */
export type Reaction = 'nothing' | 'start' | 'withdraw' | 'open_gate' | 'watch' | 'cancel' | 'finish';

/**
 * Level-triggered: follows from the folded state and from what really is of the attempt's processes, so that a restart,
 * a missed wake-up and a live event take the same path.
 */
export function nextReaction(state: JobState, runnerId: string, reality: Inspection['status']): Reaction {
  if (!isOpen(state) || state.claimed_by !== runnerId) return 'nothing';
  const cancelling = state.pending_action?.kind === 'cancelling';
  if (state.status === 'pending') return cancelling ? 'withdraw' : 'start';
  if (reality !== 'gated' && reality !== 'running') return 'finish';
  if (cancelling) return 'cancel';
  return reality === 'gated' ? 'open_gate' : 'watch';
}
