import type { RefusalCode } from '@reprise/job';

/** Outcome of a command. `repeated`: it came before, and gets the same answer again. */
export type Handled = Accepted | Refused;

export interface Accepted {
  /** `already_so`: the job is as asked, by an earlier command; nothing was appended. */
  readonly outcome: 'accepted' | 'already_so';
  /** Sequence and id of the first event: the command's own, or that of the earlier command. */
  readonly seq: number;
  readonly command_id: string;
  readonly repeated: boolean;
}

export interface Refused {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  /** The sentence that a person reads. */
  readonly detail: string;
  readonly repeated: boolean;
}
