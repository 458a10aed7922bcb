import type { Argument, Command, Option } from 'commander';

/** A word that can come next. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** Words that only the server knows: `job`, `pipeline` and others, keyed by the name of the argument. */
export type Lookup = (argument: string) => Promise<readonly Candidate[]>;

/**
 * Returns the words that can replace the last one.
 * @param words words on the line after `reprise`; the last one may be incomplete
 */
export async function candidates(program: Command, words: readonly string[], lookup: Lookup): Promise<Candidate[]> {
  const typed = words.at(-1) ?? '';
  const { command, waiting, position } = place(program, words.slice(0, -1));
  if (waiting) return matching(await valuesOf(waiting, lookup), typed);
  if (typed.startsWith('-')) return matching(optionsOf(command), typed);
  const commands = visible(command).map((one) => ({
    word: one.name(),
    description: one.summary() || one.description(),
  }));
  if (commands.length > 0) return matching(commands, typed);
  const argument = argumentAt(command.registeredArguments, position);
  return argument ? matching(await lookup(argument.name()), typed) : [];
}

interface Place {
  readonly command: Command;
  /** Option whose value comes next. */
  readonly waiting: Option | undefined;
  /** Number of arguments before it. */
  readonly position: number;
}

function place(program: Command, before: readonly string[]): Place {
  let command = program;
  let position = 0;
  let waiting: Option | undefined;
  for (const word of before) {
    if (waiting) waiting = undefined;
    else if (word.startsWith('-')) waiting = waitingOption(command, word);
    else {
      const child = visible(command).find((one) => one.name() === word);
      if (child) command = child;
      else position++;
    }
  }
  return { command, waiting, position };
}

const waitingOption = (command: Command, word: string): Option | undefined =>
  command.options.find((option) => [option.short, option.long].includes(word) && (option.required || option.optional));

const visible = (command: Command): readonly Command[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');

const argumentAt = (all: readonly Argument[], position: number): Argument | undefined =>
  all[position] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined);

async function valuesOf({ argChoices, long }: Option, lookup: Lookup): Promise<readonly Candidate[]> {
  if (argChoices) return argChoices.map((word) => ({ word, description: '' }));
  return lookup(long?.replace(/^--/, '') ?? '');
}

const optionsOf = (command: Command): Candidate[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, short, description }) => {
      const word = long ?? short;
      return word === undefined ? [] : [{ word, description }];
    });

const matching = (all: readonly Candidate[], typed: string): Candidate[] =>
  all.filter(({ word }) => word.startsWith(typed));
