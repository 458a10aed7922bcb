import type { CommandName, CommandWords } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';

const wordsOf = (command: string): CommandWords | undefined =>
  Object.hasOwn(commandFacts, command) ? commandFacts[command as CommandName].words : undefined;

/** Returns the verb of a command: "cancel", "change the priority"; of one of a later release its name. */
export const verbOf = (command: string): string => wordsOf(command)?.verb ?? command.replaceAll('_', ' ');

/** Returns the verb as it stands before a job: "cancel", "change the priority of". */
export const verbBeforeJob = (command: string): string =>
  wordsOf(command)?.ofJobs ? `${verbOf(command)} of` : verbOf(command);
