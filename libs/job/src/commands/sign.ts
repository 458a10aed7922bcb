import { isSamePerson, type DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

export interface Sign {
  readonly name: 'sign';
  readonly reason: string | null;
  /** Actor of the signer; null unless the signer is a signed-in person. */
  readonly signer: string | null;
  readonly signed: Omit<DataOf<'variant_signed'>, 'reason'>;
  /** Whether the classification is the latest of its variant in this job. */
  readonly is_current: boolean;
  /** Actors who already signed it. */
  readonly signers: readonly string[];
}

export const sign = { decide: decideSign } satisfies CommandRules;

/** Signs the class of a variant. The job is unchanged. */
function decideSign({ status }: Job, { signer, signed, is_current, signers, reason }: Sign): Decision {
  if (status !== 'completed') return refuse('wrong_status', `Cannot sign variants of a job with status: ${status}`);
  if (signer === null)
    return refuse(
      'not_a_person',
      'Only a person with an account can sign: not a token, and not the local administrator.',
    );
  if (!is_current)
    return refuse('replaced', 'A newer class was recorded for this variant. Look at it, and sign that one.');
  if (signers.some((other) => isSamePerson(other, signer)))
    return refuse('signed_before', 'You have signed this class already.');
  return [{ type: 'variant_signed', data: { ...signed, reason } }];
}
