import type { AuditCommand } from '@reprise/contracts';

const KEPT = 3;
const USUAL: Record<AuditCommand, string[]> = {
  submit: ['New order', 'Order was amended', 'Validation'],
  cancel: ['Wrong sample', 'Wrong parameters', 'Node is needed'],
  rerun: ['Reference was updated', 'Result is in doubt'],
  resume: ['Cause was removed'],
};
const keyOf = (command: AuditCommand): string => `reprise.reasons.${command}`;

/** Reasons given lately in this browser for such a command, newest first; usual ones before any was given. */
export function suggestedReasons(command: AuditCommand): { word: string; reasons: string[] } {
  const recent = stored(command);
  return recent.length ? { word: 'Recent', reasons: recent } : { word: 'Often', reasons: USUAL[command] };
}

export function rememberReason(command: AuditCommand, reason: string): void {
  try {
    const reasons = [...new Set([reason, ...stored(command)])].slice(0, KEPT);
    localStorage.setItem(keyOf(command), JSON.stringify(reasons));
  } catch {
    // storage blocked: nothing to offer next time
  }
}

function stored(command: AuditCommand): string[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(command)) ?? '[]') as string[];
  } catch {
    return [];
  }
}
