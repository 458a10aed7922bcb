import { EXIT, CliError } from './cli-error.ts';
import { chooseServer, type Server } from './connection/choose-server.ts';
import { Connection } from './connection/connection.ts';
import { readServers, serversFile } from './connection/servers-file.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Options of every command that contacts a server. */
export interface ServerOptions {
  readonly server?: string;
  readonly json?: boolean;
}

/** The environment in which a command runs. */
export interface Context {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Runs work to its end even if nobody reads its output any more. */
  readonly finish: <T>(work: () => Promise<T>) => Promise<T>;
  /** The Reprise of this machine, for commands in its checkout. */
  readonly local?: () => Server | null;
}

/** Connects to the server that the options, the environment or the last login name. @throws CliError if there is none */
export function connect({ env, local }: Context, { server }: ServerOptions): Connection {
  const stored = readServers(serversFile(env));
  return new Connection(chooseServer({ option: server, env, stored, ...(local && { local }) }));
}

/** Runs a command, prints its error as sentences, and returns the exit code. */
export async function run(context: Context, command: () => Promise<number | void>): Promise<number> {
  const { terminal, signal } = context;
  try {
    return (await command()) ?? EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    if (!(error instanceof CliError)) throw error;
    terminal.err(`${terminal.paintErr('red', 'Error:')} ${error.message}`);
    if (error.hint !== undefined) terminal.err(error.hint);
    return error.exitCode;
  }
}

/** Prints a value for programs. */
export const printJson = ({ terminal }: Pick<Context, 'terminal'>, value: unknown): void =>
  terminal.out(JSON.stringify(value, null, 2));
