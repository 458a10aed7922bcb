import type { EventContext } from '@reprise/event-log';

/** Context of a command: its id, actor, and correlation. */
export interface CommandContext extends Omit<EventContext, 'time'> {
  /**
   * Whether the command may be a repetition, sent with an `Idempotency-Key`. Its id and causation id are then derived.
   */
  readonly repeatable?: boolean;
}
