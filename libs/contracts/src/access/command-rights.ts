import { commands, forEachCommand, previewedCommandNames, type CommandName } from '../commands/index.ts';
import type { CommandDescriptor } from '../commands/descriptor.ts';
import { READING, type Right } from './right.ts';

/** Right to each command, from the catalogue. */
export const commandRights: Readonly<Record<CommandName, Right>> = forEachCommand((command) => ({
  role: command.role,
  does: deedOf(command),
}));

/** Right to each route of a command, and of its preview: `POST /api/jobs/{id}/cancel`. */
export const commandRouteRights: Readonly<Record<string, Right>> = Object.fromEntries<Right>([
  ...(Object.keys(commands) as CommandName[]).map((name) => [`POST ${routeOf(name)}`, commandRights[name]] as const),
  ...previewedCommandNames.map((name) => [`GET ${routeOf(name)}/preview`, READING] as const),
]);

function routeOf(name: CommandName): string {
  return `/api/${commands[name].path.replace(/:(\w+)/g, '{$1}')}`;
}

/** "Cancelling a job", "Classifying a variant", "Pausing the queue". */
function deedOf({ words, about, ...command }: CommandDescriptor): string {
  return 'target' in command ? words.ongoing : `${words.ongoing} a ${about ?? 'job'}`;
}
