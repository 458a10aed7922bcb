import { roles, type Role } from '../fields/role.ts';

/** Minimum role required. */
export interface Right {
  /** Null: no sign-in required. */
  readonly role: Role | null;
  /** Subject of a sentence about the action: "Adding a webhook". */
  readonly does: string;
  /**
   * Set if the action requires a signed-in person or the machine token. API tokens are rejected, whatever their role.
   */
  readonly notByToken?: true;
}

export const READING: Right = { role: 'viewer', does: 'Reading' };
export const OWN_SESSION: Right = { role: 'viewer', does: 'Using a session' };

/** Default right for routes that no table lists. */
export const UNLISTED: Right = { role: 'admin', does: 'This request' };

const NOT_BY_TOKEN = 'An API token cannot do this: sign in.';

/** Whether a role includes another one. */
export const includesRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/**
 * Returns why a role does not permit an action, and what to do about it; null if it does.
 * @param kind kind of the sender; if absent, tokens and people are treated alike
 * @param personRole role of the token's owner; default: the token's role
 */
export function denialOf(
  { does, role: needed, notByToken }: Right,
  role: Role,
  kind?: 'person' | 'token' | 'machine',
  personRole: Role = role,
): string | null {
  const isByToken = kind === 'token';
  if (needed !== null && !includesRole(personRole, needed))
    return `${does} needs the role ${needed}; yours is ${personRole}. Ask an admin to change it.`;
  if (notByToken && isByToken) return NOT_BY_TOKEN;
  if (needed !== null && !includesRole(role, needed))
    return `${does} needs the role ${needed}; that of this token is ${role}. Make a token with more rights: your role allows it.`;
  return null;
}
