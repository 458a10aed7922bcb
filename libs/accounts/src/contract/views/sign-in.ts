import * as z from 'zod';
import { Role, text } from '@reprise/contracts/for-wings';

export const Email = text(254).trim().toLowerCase().pipe(z.email('must be an e-mail address'));
export const PersonName = text(100).trim().min(1, 'is required');
/** Source: NIST SP 800-63B, which requires a length but no composition rules. */
export const NewPassword = text(128).min(12, 'must have at least 12 characters');
const Password = text(128).min(1, 'is required');

/** `GET /api/sign-in`, without a session: the ways to sign in. */
export const SignInOptions = z.object({
  password: z.boolean(),
  passkey: z.boolean(),
  /** Label of the sign-in button for the organisation's directory; `null` if none is configured. */
  oidc: z.object({ label: z.string() }).nullable(),
  /** Whether no account exists yet. The link printed at startup creates the first one. */
  first_admin_needed: z.boolean(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

/** `POST /api/sign-in/password`. */
export const PasswordSignInBody = z.strictObject({ email: Email, password: Password });
export type PasswordSignInBody = z.infer<typeof PasswordSignInBody>;

/** `POST /api/sign-in/totp`: second step. `code` comes from the authenticator app or is a backup code. */
export const TotpSignInBody = z.strictObject({ code: text(40).trim().min(6), backup: z.boolean().default(false) });
export type TotpSignInBody = z.infer<typeof TotpSignInBody>;

/** `totp`: the password was correct and a code is required. */
export const SignInResult = z.object({ next: z.enum(['done', 'totp']) });
export type SignInResult = z.infer<typeof SignInResult>;

/**
 * WebAuthn options as JSON, for `PublicKeyCredential.parseRequestOptionsFromJSON` (`POST /api/sign-in/passkey/options`)
 * or `parseCreationOptionsFromJSON` (`POST /api/account/passkeys/options`).
 */
export const PasskeyOptions = z.record(z.string(), z.unknown());
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

/** `POST /api/sign-in/passkey`: the credential's `toJSON()`. */
export const PasskeySignInBody = z.strictObject({ response: z.record(z.string(), z.unknown()) });
export type PasskeySignInBody = z.infer<typeof PasskeySignInBody>;

/**
 * `POST /api/account/passkeys`: passkey that the browser created for a challenge, with its display name and the
 * credential's `toJSON()`.
 */
export const PasskeyBody = z.strictObject({
  name: text(60).trim().min(1),
  response: z.record(z.string(), z.unknown()),
});
export type PasskeyBody = z.infer<typeof PasskeyBody>;

/** First sign-in method: a password, or a passkey. */
const firstWay = { password: NewPassword.optional(), passkey: PasskeyBody.optional() };
const hasOneWay = ({ password, passkey }: { password?: unknown; passkey?: unknown }): boolean =>
  (password === undefined) !== (passkey === undefined);
const ONE_WAY = { path: ['password'], message: 'or a passkey is required, and not both' };

/**
 * `POST /api/session/first-admin`, with a session opened by the setup link, while no account exists. Signs in the new
 * admin.
 */
export const FirstAdminBody = z
  .strictObject({ name: PersonName, email: Email, ...firstWay })
  .refine(hasOneWay, ONE_WAY);
export type FirstAdminBody = z.infer<typeof FirstAdminBody>;

/** `POST /api/session/first-admin/passkey-options`. */
export const FirstPasskeyBody = z.strictObject({ email: Email });
export type FirstPasskeyBody = z.infer<typeof FirstPasskeyBody>;

const Secret = text(200).min(1, 'is required');

/**
 * `POST /api/invites/show`, without a session: purpose of a one-time link. 404 for an unknown secret, 410 for a used,
 * withdrawn or expired one. The secret is only sent in bodies and in the URL fragment, so that it never appears in
 * logs.
 */
export const ShowInviteBody = z.strictObject({ secret: Secret });
export type ShowInviteBody = z.infer<typeof ShowInviteBody>;

export const InviteView = z.object({
  kind: z.enum(['invite', 'reset']),
  email: z.string(),
  /** `null` if the person may choose it. */
  name: z.string().nullable(),
  role: Role,
  /** Name of the admin who created the link. */
  invited_by: z.string(),
  expires_at: z.iso.datetime(),
});
export type InviteView = z.infer<typeof InviteView>;

/** `POST /api/invites/accept`: consumes the link and signs in. A reset takes no name and requires a password. */
export const AcceptInviteBody = z
  .strictObject({ secret: Secret, name: PersonName.optional(), ...firstWay })
  .refine(hasOneWay, ONE_WAY);
export type AcceptInviteBody = z.infer<typeof AcceptInviteBody>;
