import type { ProcessIdentity } from '@reprise/nextflow';
import type { StartRecord } from './start-record.ts';

/** Child that waits at the gate of its attempt, with the record of its start. */
export interface Gated {
  readonly process: ProcessIdentity;
  readonly record: StartRecord;
}

/** Reason why no child is waiting at the gate, for users. */
export interface NotStarted {
  readonly message: string;
}

/** Gate of an attempt. Its child becomes Nextflow only when the gate opens. */
export interface Gate {
  /** Spawns the child, or adopts one that an earlier process of this runner spawned without recording the start. */
  reach(): Promise<Gated | NotStarted>;
  /** Idempotent. @throws Error if the child does not answer */
  open(): Promise<unknown>;
  /** Ends the child, if there is one: nothing runs. @throws Error if its folder cannot be read */
  abort(): Promise<unknown>;
  /** Leaves the work that was moved for the attempt aside if the attempt ran, and restores it if it did not. */
  settleMoves(): Promise<unknown>;
}
