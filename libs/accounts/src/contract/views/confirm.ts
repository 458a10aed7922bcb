import * as z from 'zod';
import { ConfirmationMethod, text } from '@reprise/contracts/for-wings';

/**
 * `POST /api/session/confirm`, sent by a person: the password, or a passkey credential (challenge from `POST
 * /api/sign-in/passkey/options`). Directory accounts send neither, but must have signed in within the last five
 * minutes.
 */
export const ConfirmBody = z
  .strictObject({
    password: text(128).min(1, 'is required').optional(),
    response: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ password, response }) => password === undefined || response === undefined, {
    message: 'takes a password or a passkey, not both',
  });
export type ConfirmBody = z.infer<typeof ConfirmBody>;

/** Proof of a recent sign-in, valid for one signature. */
export const ConfirmationView = z.object({
  confirmation: z.string(),
  method: ConfirmationMethod,
  expires_at: z.iso.datetime(),
});
export type ConfirmationView = z.infer<typeof ConfirmationView>;
