import { commandNames, previewedCommandNames, targetOf, type CommandName } from '../commands/command-names.ts';
import type { CommandText } from '../commands/descriptor.ts';
import { commandFacts } from '../commands/facts.ts';
import { commandTexts } from '../commands/texts.ts';
import { READING, type Right } from './right.ts';

/** Right that each command requires, derived from the catalogue. */
export const commandRights = Object.fromEntries(
  commandNames.map((name) => [name, { role: commandFacts[name].role, does: deedOf(name) }]),
) as Readonly<Record<CommandName, Right>>;

/** Rights that the routes of each command and its preview require: `POST /api/jobs/{id}/cancel`. */
export const commandRouteRights: Readonly<Record<string, Right>> = Object.fromEntries<Right>([
  ...commandNames.map((name) => [`POST ${routeOf(name)}`, commandRights[name]] as const),
  ...previewedCommandNames.map((name) => [`GET ${routeOf(name)}/preview`, READING] as const),
]);

function routeOf(name: CommandName): string {
  return `/api/${commandTexts[name].path.replace(/:(\w+)/g, '{$1}')}`;
}

/** "Cancelling a job", "Classifying a variant", "Pausing the queue". */
function deedOf(name: CommandName): string {
  const facts: { readonly about?: string; readonly text: CommandText } = commandFacts[name];
  const { ongoing, ofJobs } = facts.text;
  if (targetOf(name) !== 'job') return ongoing;
  if (facts.about) return `${ongoing} a ${facts.about}`;
  return `${ongoing} ${ofJobs ? 'of ' : ''}a job`;
}
