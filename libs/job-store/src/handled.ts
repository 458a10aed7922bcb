import type { RefusalCode } from '@reprise/job';

/** Outcome of a command. `repeated`: it was handled before and gets the same response. */
export type Handled = Accepted | Refused;

/** Outcome of a command that the policy holds although it would be accepted. Nothing was recorded. */
export interface Held {
  readonly outcome: 'held';
}

export interface Accepted {
  /** `already_so`: nothing had to change. Recorded as an event for users, but not for services. */
  readonly outcome: 'accepted' | 'already_so';
  /**
   * Sequence and id of the command's first event. Without events: the sequence of the last event, and the command's own
   * id.
   */
  readonly seq: number;
  readonly command_id: string;
  /** Sequence of its last event about the job. Reads from this sequence on include the command. */
  readonly last_seq: number;
  readonly repeated: boolean;
}

export interface Refused {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  /** Message for people. */
  readonly detail: string;
  /** Sequence of the recorded refusal; null if not recorded. */
  readonly last_seq: number | null;
  readonly repeated: boolean;
}
