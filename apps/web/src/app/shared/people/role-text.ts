import type { Role } from '@reprise/contracts';

const WORDS: Readonly<Record<Role, { word: string; may: string }>> = {
  viewer: { word: 'Viewer', may: 'Sees jobs, results, logs and the audit; changes nothing' },
  operator: { word: 'Operator', may: 'Also submits and controls jobs' },
  reviewer: { word: 'Reviewer', may: 'Also classifies variants and signs results' },
  admin: { word: 'Admin', may: 'Also manages users, webhooks, runners and limits' },
};

export const roleWord = (role: Role): string => WORDS[role].word;
/** Additional rights of a role over the previous one, in short form. */
export const roleRights = (role: Role): string => WORDS[role].may;

/** All rights of the role: "Sees jobs, results, logs and the audit; submits and controls jobs". */
export function allRights(role: Role): string {
  const [first, ...more] = rolesUpTo(role).map(roleRights);
  return more.length === 0
    ? first!
    : [first!.replace(/;.*/, ''), ...more.map((each) => each.replace('Also ', ''))].join('; ');
}

/** In ascending order. Not imported from the contracts, because their schemas would become part of the first load. */
const roles = Object.keys(WORDS) as Role[];

/** Effective role of a token: its own, or its owner's if that is now lower. */
export const effectiveRole = (token: Role, person: Role): Role => (rolesUpTo(person).includes(token) ? token : person);

/** Roles that a user can assign: the user's own role and lower ones. */
export const rolesUpTo = (role: Role): readonly Role[] => roles.slice(0, roles.indexOf(role) + 1);
