import type { Action } from '@reprise/contracts';

/** How an error of this action begins. */
export const COULD_NOT: Record<Action, string> = {
  cancel: 'Could not cancel.',
  rerun: 'Could not rerun.',
  resume: 'Could not resume.',
};

/** The reason that a refusal gives, for where it is said already what could not be done. */
export const reasonOf = (refusal: string): string => refusal.replace(/^Cannot \w+: /, '');
