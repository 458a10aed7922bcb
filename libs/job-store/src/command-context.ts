import type { EventContext } from '@reprise/event-log';

/** Circumstances of a command: its id, who gives it, and what it belongs to. */
export interface CommandContext extends Omit<EventContext, 'time'> {
  /** Whether the command may have come before, under an `Idempotency-Key`: then its id and causation id are derived. */
  readonly repeatable?: boolean;
}
