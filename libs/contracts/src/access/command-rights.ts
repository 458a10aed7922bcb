import { commands, forEachCommand, type CommandName } from '../commands/index.ts';
import type { CommandDescriptor } from '../commands/descriptor.ts';
import type { Right } from './right.ts';

/** Right to each command, from the catalogue. */
export const commandRights: Readonly<Record<CommandName, Right>> = forEachCommand((command) => ({
  role: command.role,
  does: deedOf(command),
}));

/** Right to each route of a command: `POST /api/jobs/{id}/cancel`. */
export const commandRouteRights: Readonly<Record<string, Right>> = Object.fromEntries(
  (Object.keys(commands) as CommandName[]).map((name) => [
    `POST /api/${commands[name].path.replace(/:(\w+)/g, '{$1}')}`,
    commandRights[name],
  ]),
);

/** "Cancelling a job", "Classifying a variant", "Pausing the queue". */
function deedOf({ words, about, ...command }: CommandDescriptor): string {
  return 'target' in command ? words.ongoing : `${words.ongoing} a ${about ?? 'job'}`;
}
