import { commandNames, commands, targetOf, type CommandName } from '@reprise/contracts';
import { Command } from 'commander';
import type { Context } from '../context.ts';
import { addClientCommands } from '../program.ts';
import { bodyOfOptions } from './input/body-options.ts';

interface Given {
  readonly path: string;
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A shell word that consists of quoted and plain parts. */
const WORD = /(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g;
const QUOTED = /'([^']*)'|"([^"]*)"|\\(.)/g;

const given: Given[] = [];
const program = new Command('reprise').exitOverride();
addClientCommands(program, {} as Context);
const all = leavesOf(program);
for (const command of all) {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  command.action(() => {
    given.push({ path: pathOf(command), args: command.processedArgs, options: command.opts() });
  });
}
const examples = all.flatMap(examplesOf);

describe('the examples in the help', () => {
  it.each(examples)('parse as they stand: %s', async (line) => {
    await expect(run(line)).resolves.toHaveProperty('path');
  });

  it.each(commandNames.filter((name) => name !== 'submit'))('produce the bodies of the catalogue: %s', async (name) => {
    const { schema, examples: bodies } = commands[name].body;
    const path = commandPath(name);
    const sent: unknown[] = [];
    for (const line of examples.filter((one) => one.startsWith(`reprise ${path} `))) {
      const { args, options } = await run(line);
      sent.push(bodyOfOptions(schema, name === 'create_queue' ? { name: args[0], ...options } : options));
    }
    expect(sent).toEqual(expect.arrayContaining(Object.values(bodies)));
    for (const body of sent) expect(schema.safeParse(body).error).toBeUndefined();
  });
});

describe('the options in the help', () => {
  it.each(all.map((command) => [pathOf(command), command] as const))(
    'explain more than their name: %s',
    (_, { options }) => {
      const plain = options.filter((option) => {
        const said = option.description.replace(/ \(default.*/, '').replaceAll(' ', '');
        return said.toLowerCase() === option.attributeName().toLowerCase();
      });
      expect(plain.map(({ long }) => long)).toEqual([]);
    },
  );
});

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one && one !== program; one = one.parent) names.unshift(one.name());
  return names.join(' ');
}

/** Lines of the help that contain a command: those after the title that are indented by two spaces. */
function examplesOf(command: Command): string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  const [, after = ''] = help.split('\nExamples:\n');
  return after
    .split('\n')
    .filter((line) => /^ {2}\S/.test(line))
    .map((line) => line.trim());
}

function commandPath(name: CommandName): string {
  const target = targetOf(name);
  return target === 'job' ? name.replaceAll('_', '-') : `${target} ${name.replace(`_${target}`, '')}`;
}

/** Passes the arguments in a shell command line to the program. Nothing is run. */
async function run(line: string): Promise<Given> {
  const [words = ''] = line.slice(line.indexOf('reprise ') + 'reprise '.length).split(/ (?:[|<>]|&&) |\)["']/);
  await program.parseAsync(
    [...words.matchAll(WORD)].map(([word]) => unquoted(word)),
    { from: 'user' },
  );
  const taken = given.pop();
  if (!taken) throw new Error(`No command took: ${line}`);
  return taken;
}

const unquoted = (word: string) =>
  word.replaceAll(QUOTED, (_, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '');
