import type { Role } from '@reprise/contracts';
import type { UserView } from '../../contract/index.ts';
import { roleWord } from '@reprise/web/shared/people/role-text.ts';

type Ways = Pick<UserView, 'from_directory' | 'has_password' | 'totp_enabled' | 'passkeys'>;

/** Explains an invitation: opening its link changes nothing, because only the form creates the account. */
export const inviteLead = (role: Role): string =>
  `The first person to fill in its form gets the account, as ${roleWord(role)}. Send it where only they read.`;

/** How a user can sign in: "password and app, passkey". */
export function signInText({ from_directory, has_password, totp_enabled, passkeys }: Ways): string {
  const password = totp_enabled ? 'password and app' : 'password';
  return [from_directory && 'directory', has_password && password, passkeys > 0 && 'passkey']
    .filter(Boolean)
    .join(', ');
}
