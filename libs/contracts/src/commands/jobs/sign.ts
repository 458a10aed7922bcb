import * as z from 'zod';
import { VariantClass } from '../../fields/classification.ts';
import { AttemptNumber, ReasonGiven } from '../../events/fields.ts';
import { ConfirmationMethod, SignatureMeaning } from '../../fields/signature.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

export const SignBody = z.strictObject({
  classification: z.int().min(1).describe('sequence of the classification'),
  meaning: SignatureMeaning.describe('what the signature stands for'),
  confirmation: z
    .string()
    .min(1)
    .max(200)
    .describe('proof, for once, that the signer has just signed in again: from POST /api/session/confirm'),
  reason: Reason,
});
export type SignBody = z.infer<typeof SignBody>;

export const sign = {
  name: 'sign',
  path: 'jobs/:id/sign',
  summary: 'Sign the class of a variant, after signing in again. Research use only',
  body: {
    name: 'Sign',
    schema: SignBody,
    isRequired: true,
    examples: { review: { classification: 1204, meaning: 'review', confirmation: 'k3Jd…' } },
  },
  message: 'Class signed',
  accepted: 'variant_signed',
  event: {
    description:
      'A person signed the class of a variant, having signed in again for it. The name stays with the signature, also when the account is erased.',
    data: z.object({
      attempt: AttemptNumber,
      /** Sequence of the `variant_classified` that is signed. */
      classification: z.int().positive(),
      /** Same as in the classification. */
      variant: z.object({ chrom: z.string(), pos: z.int(), ref: z.string(), alt: z.string() }),
      gene: z.string().nullable(),
      protein: z.string().nullable(),
      coding: z.string().nullable(),
      class: VariantClass,
      /** Name of the signer (21 CFR 11.50). */
      name: z.string(),
      meaning: SignatureMeaning,
      method: ConfirmationMethod,
      reason: ReasonGiven,
    }),
    example: {
      attempt: 1,
      classification: 1204,
      variant: { chrom: '20', pos: 4680464, ref: 'G', alt: 'A' },
      gene: 'PRNP',
      protein: 'p.Glu200Lys',
      coding: 'c.598G>A',
      class: 'likely_pathogenic',
      name: 'Ana Ruiz',
      meaning: 'review',
      method: 'password',
      reason: null,
    },
  },
  refused: 'sign_refused',
  role: 'reviewer',
  about: 'class',
  effects: [],
  refusals: {
    wrong_status: 'Cannot sign variants of a job with status: running',
    replaced: 'A newer class was recorded for this variant. Look at it, and sign that one.',
    signed_before: 'You have signed this class already.',
    not_a_person: 'Only a person with an account can sign: not a token, and not the local administrator.',
  },
  text: {
    label: 'Sign',
    verb: 'sign a class',
    ofJobs: true,
    ongoing: 'Signing',
    past: 'Signed a class',
    asked: 'signed the class of a variant of this',
  },
  icon: 'file-check',
} as const satisfies CommandDescriptor;
