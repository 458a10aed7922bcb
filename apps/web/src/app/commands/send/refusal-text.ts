import type { ActionName } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';

/** Returns the beginning of the message about a refused command: "Could not cancel." */
export const couldNot = (command: ActionName): string => `Could not ${commandFacts[command].text.label.toLowerCase()}.`;

/** Returns the reason for a refusal without the refused action, for places that already name it. */
export const reasonOf = (refusal: string): string => refusal.replace(/^Cannot \w+: /, '');
