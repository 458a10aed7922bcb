import type { CommandNameFor } from '@reprise/contracts';
import { pageCommands } from '../index.ts';

const REMEMBERED = 3;
const keyOf = (command: CommandNameFor<'job'>): string => `reprise.reasons.${command}`;

/** Reasons to suggest for a command: the last ones given in this browser, newest first, or else common ones. */
export function suggestedReasons(command: CommandNameFor<'job'>): { word: string; reasons: readonly string[] } {
  const recent = stored(command);
  return recent.length
    ? { word: 'Recent', reasons: recent }
    : { word: 'Often', reasons: pageCommands[command].reasons };
}

export function rememberReason(command: CommandNameFor<'job'>, reason: string): void {
  try {
    const reasons = [...new Set([reason, ...stored(command)])].slice(0, REMEMBERED);
    localStorage.setItem(keyOf(command), JSON.stringify(reasons));
  } catch {
    // storage blocked: nothing to suggest next time
  }
}

function stored(command: CommandNameFor<'job'>): string[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(command)) ?? '[]') as string[];
  } catch {
    return [];
  }
}
