import type { RefusalCode } from '@reprise/job';

/** Outcome of a command. `repeated`: it came before, and gets the same answer again. */
export type Handled = Accepted | Refused;

export interface Accepted {
  /** `already_so`: the job is as asked, by an earlier command; nothing was appended. */
  readonly outcome: 'accepted' | 'already_so';
  /** Sequence and id of the first event: the command's own, or that of the earlier command. */
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
