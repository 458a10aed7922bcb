import * as z from 'zod';
import { Role, text } from '@reprise/contracts/for-wings';
import { NewPassword, PersonName } from './sign-in.ts';

export const Passkey = z.object({
  passkey_id: z.string(),
  name: z.string(),
  created_at: z.iso.datetime(),
});
export type Passkey = z.infer<typeof Passkey>;

/** `GET /api/account`: the requester's account. 404 for the local administrator, who has no account. */
export const AccountView = z.object({
  user_id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  created_at: z.iso.datetime(),
  /** False for users who sign in through a directory (OpenID Connect) or only with passkeys. */
  has_password: z.boolean(),
  /** Whether the user signs in through a directory. */
  from_directory: z.boolean(),
  totp_enabled: z.boolean(),
  /** Number of unused backup codes; null without a second factor. */
  backup_codes_left: z.int().nullable(),
  passkeys: z.array(Passkey),
});
export type AccountView = z.infer<typeof AccountView>;

/** `PATCH /api/account`. */
export const AccountChangeBody = z.strictObject({ name: PersonName });
export type AccountChangeBody = z.infer<typeof AccountChangeBody>;

const Password = text(128).min(1, 'is required');

/** `POST /api/account/password`. Ends the user's other sessions. */
export const PasswordChangeBody = z.strictObject({ current_password: Password, new_password: NewPassword });
export type PasswordChangeBody = z.infer<typeof PasswordChangeBody>;

/** `POST /api/account/totp`, and `POST /api/account/totp/remove`. */
export const TotpBody = z.strictObject({ password: Password });
export type TotpBody = z.infer<typeof TotpBody>;

/** The only response that contains the secret. It takes effect when a code is confirmed. */
export const TotpSetup = z.object({
  /** `otpauth://` address for the QR code. */
  uri: z.string(),
  backup_codes: z.array(z.string()),
});
export type TotpSetup = z.infer<typeof TotpSetup>;

/** `POST /api/account/totp/confirm`. */
export const TotpConfirmBody = z.strictObject({ code: text(10).trim().min(6) });
export type TotpConfirmBody = z.infer<typeof TotpConfirmBody>;

/** `GET /api/account/sessions` lists the user's sessions; `DELETE /api/account/sessions/{session_id}` ends one. */
export const AccountSession = z.object({
  session_id: z.string(),
  /** Whether this is the requester's own session. */
  current: z.boolean(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime(),
  /** Expiry if the session is not used again. */
  expires_at: z.iso.datetime(),
  /** Expiry regardless of use. */
  ends_at_latest: z.iso.datetime(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
});
export type AccountSession = z.infer<typeof AccountSession>;
