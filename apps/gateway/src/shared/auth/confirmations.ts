import type { ConfirmationMethod } from '@reprise/contracts';
import type { Principal } from '../principal.ts';

/** Proofs that a person has just signed in again, each for one signature. */
export abstract class Confirmations {
  /** Uses a proof up. Returns how the person signed in; undefined for one that is unknown, used, too old or of another. */
  abstract use(confirmation: string, person: Principal): Promise<ConfirmationMethod | undefined>;
}
