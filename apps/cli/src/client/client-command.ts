import { InvalidArgumentError, Option, type Command } from 'commander';
import { examples } from '../shared/help.ts';
import { run, type Context, type ServerOptions } from './context.ts';

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** Whether it prints JSON for programs. */
  readonly hasJson?: boolean;
}

/** Title of the commands' group in the help. */
export const COMMON_OPTIONS = 'Options of every command:';

/** Adds a command that calls a server, with the options `--server` and, if it has results, `--json`. */
export function addClientCommand(program: Command, described: Described): Command {
  const [first = ''] = described.summary.split(/[.;] /);
  const command = program
    .command(described.name)
    .summary(`${first.replace(/\.$/, '')}.`)
    .description(described.summary);
  command.helpOption(false).addHelpOption(new Option('-h, --help', 'print this help').helpGroup(COMMON_OPTIONS));
  if (described.hasJson !== false)
    command.addOption(new Option('--json', 'print JSON for programs').helpGroup(COMMON_OPTIONS));
  return command
    .addOption(
      new Option('--server <url>', 'server to ask (default: REPRISE_URL, or that of the last login)').helpGroup(
        COMMON_OPTIONS,
      ),
    )
    .addHelpText('after', `${examples(...described.examples)}\nExit codes: see reprise --help.`);
}

/** Returns commander's action for a command. The command's exit code becomes that of the process. */
export const action =
  <A extends unknown[], O extends ServerOptions>(
    context: Context,
    command: (...given: [...A, O]) => Promise<number | void>,
  ) =>
  async (...given: unknown[]): Promise<void> => {
    // Commander passes arguments, options and the command.
    process.exitCode = await run(context, () => command(...(given.slice(0, -1) as [...A, O])));
  };

/** Parser of an option that can be repeated. */
export const addValue = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

/** Parser of an option that can be repeated or be a list with commas. */
export const collect = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
];

/** Parser of a whole number of at least 1. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}
