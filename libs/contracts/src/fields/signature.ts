import * as z from 'zod';

/** Meaning of a signature. Source: 21 CFR 11.50(a)(3). */
export const SignatureMeaning = z.enum(['authorship', 'review', 'approval', 'responsibility']);
export type SignatureMeaning = z.infer<typeof SignatureMeaning>;

/** How the signer authenticated again. */
export const ConfirmationMethod = z.enum(['password', 'passkey', 'directory']);
export type ConfirmationMethod = z.infer<typeof ConfirmationMethod>;

/** Signature of the class recorded for a variant. */
export const SignatureView = z.object({
  /** Sequence of the event. */
  seq: z.int(),
  by: z.string(),
  /** Name of the signer at the time of signing, as 21 CFR 11.50(a)(1) requires. */
  name: z.string(),
  at: z.iso.datetime(),
  meaning: SignatureMeaning,
  method: ConfirmationMethod,
});
export type SignatureView = z.infer<typeof SignatureView>;
