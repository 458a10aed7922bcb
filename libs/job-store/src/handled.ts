import type { RefusalCode } from '@reprise/job';

/** Outcome of a command. `repeated`: it came before, and gets the same answer again. */
export type Handled = Accepted | Refused;

export interface Accepted {
  /** `already_so`: everything was as asked. That of a person is recorded as an event; that of a service is not. */
  readonly outcome: 'accepted' | 'already_so';
  /** Sequence and id of the command's first event; where it has none, of the last event and its own id. */
  readonly seq: number;
  readonly command_id: string;
  /** Sequence of its last event about the job: a read that holds it shows the command. */
  readonly last_seq: number;
  readonly repeated: boolean;
}

export interface Refused {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  /** The sentence that a person reads. */
  readonly detail: string;
  /** Sequence of the recorded refusal; null where none is recorded. */
  readonly last_seq: number | null;
  readonly repeated: boolean;
}
