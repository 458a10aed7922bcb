import type { EventContext } from '@reprise/event-log';
import type { Refusal } from '@reprise/job';

/** Circumstances of a command: its id, who gives it, and what it belongs to. */
export interface CommandContext extends Omit<EventContext, 'time'> {
  /** Whether the command may have come before, under an `Idempotency-Key`: then its id and causation id are derived. */
  readonly repeatable?: boolean;
  /** Reason to refuse the command whatever the state of the job: the sender may not give it. */
  readonly objection?: Refusal | null;
}
