import type { Action } from '@reprise/contracts';

const KEPT = 3;
const USUAL: Record<Action, string[]> = {
  cancel: ['Wrong sample', 'Wrong parameters', 'Node is needed'],
  rerun: ['Reference was updated', 'Result is in doubt'],
  resume: ['Cause was removed'],
};
const keyOf = (action: Action): string => `reprise.reasons.${action}`;

/** Reasons given lately in this browser for such a command, newest first; usual ones before any was given. */
export function offeredReasons(action: Action): { word: string; reasons: string[] } {
  const recent = stored(action);
  return recent.length ? { word: 'Recent', reasons: recent } : { word: 'Often', reasons: USUAL[action] };
}

export function rememberReason(action: Action, reason: string): void {
  try {
    const reasons = [...new Set([reason, ...stored(action)])].slice(0, KEPT);
    localStorage.setItem(keyOf(action), JSON.stringify(reasons));
  } catch {
    // storage blocked: nothing to offer next time
  }
}

function stored(action: Action): string[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(action)) ?? '[]') as string[];
  } catch {
    return [];
  }
}
