import * as z from 'zod';
import { Role } from '@reprise/contracts/for-wings';
import { Email, PersonName } from './sign-in.ts';

/** `GET /api/users`, for admins. Erased accounts are not listed. */
export const UserView = z.object({
  user_id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  status: z.enum(['active', 'disabled']),
  created_at: z.iso.datetime(),
  last_sign_in_at: z.iso.datetime().nullable(),
  /** False for users who sign in through a directory (OpenID Connect) or only with passkeys. */
  has_password: z.boolean(),
  totp_enabled: z.boolean(),
  passkeys: z.int(),
  /** Whether the directory (OpenID Connect) determines the role. */
  from_directory: z.boolean(),
});
export type UserView = z.infer<typeof UserView>;

/** `PATCH /api/users/{user_id}`. 409 for the last active admin. */
export const UserChangeBody = z.strictObject({ role: Role.optional(), disabled: z.boolean().optional() });
export type UserChangeBody = z.infer<typeof UserChangeBody>;

/** Open invite, as listed by `GET /api/users/invites`; `DELETE /api/users/invites/{invite_id}` withdraws it. */
export const OpenInvite = z.object({
  invite_id: z.uuid(),
  email: z.string(),
  role: Role,
  /** Actor who invited. */
  invited_by: z.string(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type OpenInvite = z.infer<typeof OpenInvite>;

/** `POST /api/users/invites`. */
export const InviteBody = z.strictObject({ email: Email, name: PersonName.optional(), role: Role });
export type InviteBody = z.infer<typeof InviteBody>;

/**
 * Response to `POST /api/users/invites` and `POST /api/users/{user_id}/reset`. No other response contains the link,
 * which is the page path `/invite#<secret>` in both cases.
 */
export const OneTimeLink = z.object({
  path: z.string(),
  /** The path, after the address at which people open Reprise, `REPRISE_PUBLIC_URL`. */
  url: z.string(),
  expires_at: z.iso.datetime(),
});
export type OneTimeLink = z.infer<typeof OneTimeLink>;
