import type { CommandName, CommandText } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';

const textOf = (command: string): CommandText | undefined =>
  Object.hasOwn(commandFacts, command) ? commandFacts[command as CommandName].text : undefined;

/**
 * Returns the verb of a command: "cancel", "change the priority". For a command from a later release, returns its name.
 */
export const verbOf = (command: string): string => textOf(command)?.verb ?? command.replaceAll('_', ' ');

/** Returns the verb before a job: "cancel", "change the priority of". */
export const verbBeforeJob = (command: string): string =>
  textOf(command)?.ofJobs ? `${verbOf(command)} of` : verbOf(command);
