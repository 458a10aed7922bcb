import type { EventContext } from '@reprise/event-log';
import type { Refusal } from '@reprise/job';

/** Context of a command: its id, actor, and correlation. */
export interface CommandContext extends Omit<EventContext, 'time'> {
  /** Whether the command may be a repetition, under an `Idempotency-Key`: id and causation id are then derived. */
  readonly repeatable?: boolean;
  /** Reason to refuse the command regardless of the job's state: the sender may not give it. */
  readonly objection?: Refusal | null;
}
