import { randomUUID } from 'node:crypto';
import { commandNamesFor, commands, type CommandDescriptor } from '@reprise/contracts';
import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { exampleOptions } from '../input/example-options.ts';
import { addBodyOptions, bodyOfOptions, type BodyOptions } from '../input/body-options.ts';

const PLACE = /:(\w+)/;

/** Adds `queue pause <name>` and the like: a command for each of the catalogue that is about a queue or a runner. */
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

/** The verb is the end of the path: `queues/:name/pause`. */
function addTargetCommand(group: Command, context: Context, descriptor: CommandDescriptor): void {
  const { path, summary, body } = descriptor;
  const verb = path.split('/').at(-1)!;
  const argument = PLACE.exec(path)?.[1] ?? 'name';
  const command = addClientCommand(group, {
    name: verb,
    summary: `${summary}.`,
    examples: Object.entries(body.examples).map(([meaning, one]) => [
      `reprise ${group.name()} ${verb} ${group.name() === 'queue' ? 'default' : 'runner-1'} ${exampleOptions(one)}`.trim(),
      meaning.replaceAll('_', ' '),
    ]),
  }).argument(`<${argument}>`, `name of the ${group.name()}`);
  addBodyOptions(command, body.schema);
  command.action(
    action(context, (name: string, options: ServerOptions & BodyOptions) => send(context, descriptor, name, options)),
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
