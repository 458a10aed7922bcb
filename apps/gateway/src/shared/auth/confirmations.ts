import type { ConfirmationMethod } from '@reprise/contracts';
import type { Principal } from '../principal.ts';

/** Proofs of a recent sign-in, each valid for one signature. */
export abstract class Confirmations {
  /**
   * Consumes a proof. Returns how the person signed in; undefined if it is unknown, used, too old or another user's.
   */
  abstract use(confirmation: string, person: Principal): Promise<ConfirmationMethod | undefined>;
}
