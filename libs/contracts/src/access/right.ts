import { roles, type Role } from './role.ts';

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

const NOT_BY_TOKEN = 'An API token cannot do this: sign in.';

/** Whether a role includes another one. */
export const includesRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/**
 * Returns why somebody with a role may not do something, and what to do; null if they may.
 * @param kind of the sender; without it, tokens are not told from people
 */
export function denialOf(
  { does, role: needed, notByToken }: Right,
  role: Role,
  kind?: 'person' | 'token' | 'machine',
): string | null {
  if (needed !== null && !includesRole(role, needed))
    return `${does} needs the role ${needed}; yours is ${role}. Ask an admin to change it.`;
  return notByToken && kind === 'token' ? NOT_BY_TOKEN : null;
}
