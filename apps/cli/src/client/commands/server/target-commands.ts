import { randomUUID } from 'node:crypto';
import { commandNamesFor, commands, type CommandDescriptor } from '@reprise/contracts';
import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { exampleOptions } from '../input/example-options.ts';
import { addBodyOptions, bodyOfOptions, type BodyOptions } from '../input/body-options.ts';

const PLACE = /:(\w+)/;
/**
 * Body field that is given as an argument: the name of a resource that does not exist yet and is therefore not in the
 * path.
 */
const ARGUMENT = 'name';
const NAMES: Readonly<Record<string, string>> = { queue: 'default', runner: 'runner-1' };

type Example = Readonly<{ [ARGUMENT]?: string }>;

/** Adds `queue pause <name>` and similar commands: one for each command for a queue or a runner in the catalogue. */
export function addTargetCommands(program: Command, context: Context): void {
  const targets = [
    ['queue', 'Control queues.'],
    ['runner', 'Control runners.'],
  ] as const;
  for (const [target, description] of targets) {
    const names = commandNamesFor(target);
    if (names.length === 0) continue;
    const group = program.command(target).description(description);
    for (const name of names) addTargetCommand(group, context, commands[name]);
  }
}

/** The verb is the name without the target: `pause_queue`. */
function addTargetCommand(group: Command, context: Context, descriptor: CommandDescriptor): void {
  const { name: commandName, path, summary, body } = descriptor;
  const target = group.name();
  const verb = commandName.replace(`_${target}`, '');
  const inPath = PLACE.exec(path)?.[1];
  const command = addClientCommand(group, {
    name: verb,
    summary: `${summary}.`,
    examples: Object.entries(body.examples).map(([meaning, { [ARGUMENT]: named, ...options }]: [string, Example]) => [
      `reprise ${target} ${verb} ${named ?? NAMES[target]} ${exampleOptions(options)}`.trim(),
      meaning.replaceAll('_', ' '),
    ]),
  }).argument(`<${inPath ?? ARGUMENT}>`, inPath ? `name of the ${target}` : `name of the new ${target}`);
  addBodyOptions(command, body.schema, ARGUMENT);
  command.action(
    action(context, (name: string, options: ServerOptions & BodyOptions) =>
      send(context, descriptor, name, inPath ? options : { ...options, [ARGUMENT]: name }),
    ),
  );
}

async function send(
  context: Context,
  { path, body }: CommandDescriptor,
  name: string,
  options: ServerOptions & BodyOptions,
): Promise<void> {
  const address = `/api/${path.replace(PLACE, encodeURIComponent(name))}`;
  const response = await connect(context, options).open(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(bodyOfOptions(body.schema, options)),
  });
  const accepted = (await response.json()) as { message: string };
  if (options.json) printJson(context, accepted);
  else context.terminal.out(accepted.message);
}
