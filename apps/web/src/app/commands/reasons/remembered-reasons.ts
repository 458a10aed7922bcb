import type { CommandNameFor } from '@reprise/contracts';

const REMEMBERED = 3;
const keyOf = (command: CommandNameFor<'job'>): string => `reprise.reasons.${command}`;

/** Saves a reason in this browser, so that it can be suggested next time. */
export function rememberReason(command: CommandNameFor<'job'>, reason: string): void {
  try {
    const reasons = [...new Set([reason, ...rememberedReasons(command)])].slice(0, REMEMBERED);
    localStorage.setItem(keyOf(command), JSON.stringify(reasons));
  } catch {
    // storage blocked: nothing to suggest next time
  }
}

/** Returns the last reasons given in this browser, the newest first. */
export function rememberedReasons(command: CommandNameFor<'job'>): string[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(command)) ?? '[]') as string[];
  } catch {
    return [];
  }
}
