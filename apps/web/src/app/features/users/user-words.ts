import type { UserView } from '@reprise/contracts';

type Ways = Pick<UserView, 'from_directory' | 'totp_enabled' | 'passkeys'>;

/** How a user is known to sign in: "password and app, passkey". A passkey without an app may stand alone, without a password. */
export function signInWords({ from_directory, totp_enabled, passkeys }: Ways): string {
  if (from_directory) return passkeys ? 'directory, passkey' : 'directory';
  if (totp_enabled) return passkeys ? 'password and app, passkey' : 'password and app';
  return passkeys ? 'passkey' : 'password';
}
