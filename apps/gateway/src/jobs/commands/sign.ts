import { userActor } from '@reprise/contracts';
import type { LookUp } from '../command-requests/look-up.ts';

/** Looks up the class to sign, and consumes the signer's proof of a recent sign-in. */
export const lookUp: LookUp<'sign'> = {
  make: async ({ classification, meaning, confirmation, reason }, job, { variants, proofs }, _, caller) => {
    const { data, is_current, signatures } = await variants.recorded(job, classification);
    const { attempt, variant, gene, protein, coding, class: given } = data;
    const { principal } = caller;
    const userId = principal?.kind === 'person' ? principal.userId : undefined;
    return {
      name: 'sign',
      reason: reason || null,
      signer: userId === undefined ? null : userActor({ userId }),
      signed: {
        attempt,
        classification,
        variant,
        gene,
        protein,
        coding,
        class: given,
        meaning,
        name: principal?.name ?? '',
        // Without an account, nothing will be signed.
        method: userId === undefined ? 'password' : await proofs.methodOf(confirmation, caller),
      },
      is_current,
      signers: signatures.map(({ by }) => by),
    };
  },
};
