import type { UserView } from '@reprise/contracts';

type Ways = Pick<UserView, 'from_directory' | 'has_password' | 'totp_enabled' | 'passkeys'>;

/** How a user can sign in: "password and app, passkey". */
export function signInWords({ from_directory, has_password, totp_enabled, passkeys }: Ways): string {
  const password = totp_enabled ? 'password and app' : 'password';
  return [from_directory && 'directory', has_password && password, passkeys > 0 && 'passkey']
    .filter(Boolean)
    .join(', ');
}
