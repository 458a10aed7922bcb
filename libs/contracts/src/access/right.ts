import { roles, type Role } from './role.ts';

/** Least role that may do something. */
export interface Right {
  /** Null: anybody, without signing in. */
  readonly role: Role | null;
  /** The deed as the subject of a sentence: "Adding a webhook". */
  readonly does: string;
}

/** Whether a role includes another one. */
export const includesRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Returns why somebody with a role may not do something, and what to do; null if they may. */
export const denialOf = ({ does, role: needed }: Right, role: Role): string | null =>
  needed === null || includesRole(role, needed)
    ? null
    : `${does} needs the role ${needed}; yours is ${role}. Ask an admin to change it.`;
