import { roles, type Role } from '../fields/role.ts';

/** Least role that may do something. */
export interface Right {
  /** Null: anybody, without signing in. */
  readonly role: Role | null;
  /** The deed as the subject of a sentence: "Adding a webhook". */
  readonly does: string;
  /** True: only a person who is signed in does it, or the machine's own token; no API token of whatever role. */
  readonly notByToken?: true;
}

export const READING: Right = { role: 'viewer', does: 'Reading' };

/** Right to a route that no table has. */
export const UNLISTED: Right = { role: 'admin', does: 'This request' };

const NOT_BY_TOKEN = 'An API token cannot do this: sign in.';

/** Whether a role includes another one. */
export const includesRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/**
 * Returns why somebody with a role may not do something, and what to do; null if they may.
 * @param kind of the sender; without it, tokens are not told from people
 * @param personRole role of the person whose token sends it; without it, that of the token
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
