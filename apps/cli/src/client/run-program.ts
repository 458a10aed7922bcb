import { Command, CommanderError, Help, type Option } from 'commander';
import { EXIT } from './cli-error.ts';
import { COMMON_OPTIONS } from './client-command.ts';
import type { Context } from './context.ts';
import { terminalOf } from './terminal/terminal.ts';

/** Milliseconds within which a command may end by itself after Ctrl-C. */
const LONGEST_END_MS = 1000;

/** Returns the program, without commands. */
export const newProgram = (): Command =>
  new Command('reprise')
    .showHelpAfterError('Add --help to see what is allowed.')
    .configureHelp({ groupItems: commonLast })
    .exitOverride();

/** Groups the entries of a help text, with the options of every command at the end. */
function commonLast<T extends Command | Option>(
  all: T[],
  visible: T[],
  groupOf: (item: T) => string,
): Map<string, T[]> {
  const groups = new Help().groupItems(all, visible, groupOf);
  const common = groups.get(COMMON_OPTIONS);
  if (common && groups.delete(COMMON_OPTIONS)) groups.set(COMMON_OPTIONS, common);
  return groups;
}

/** Environment of this process. The first Ctrl-C ends watching or downloading; the second one ends the process. */
export function processContext(local?: Context['local']): Context {
  const { stdout, stderr, env, stdin } = process;
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
    // Code without a listener ends with the process.
    setTimeout(() => process.exit(EXIT.interrupted), LONGEST_END_MS).unref();
  });
  let unfinished = 0;
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // `reprise jobs | head`: the reader needs no more output.
      if (unfinished === 0) process.exit(EXIT.ok);
    });
  const finish: Context['finish'] = async (work) => {
    unfinished += 1;
    try {
      return await work();
    } finally {
      unfinished -= 1;
    }
  };
  const terminal = terminalOf({ stdout, stderr, env });
  return { terminal, env, stdin, now: Date.now, signal: interrupted.signal, finish, ...(local && { local }) };
}

/** Runs the command that the arguments name, and sets `process.exitCode` to its exit code. */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // It has printed the error, or the requested help.
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}
