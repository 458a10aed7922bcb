import type { ConfirmationMethod } from '@reprise/contracts';
import type { Principal } from '../principal.ts';

/** Proofs of a recent sign-in. Each is valid for one signature. */
export abstract class Confirmations {
  /**
   * Consumes a proof. Returns how the person signed in; undefined if the proof is unknown, already used, too old, or
   * belongs to a different user.
   */
  abstract use(confirmation: string, person: Principal): Promise<ConfirmationMethod | undefined>;
}
