import { jest } from '@jest/globals';
import { newProgram, runProgram } from '../../client/run-program.ts';
import { addServerCommands } from '../commands.ts';

export interface Ended {
  readonly code: typeof process.exitCode;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command as its program would, with only these settings. It runs in this process, because a separate one would
 * load all modules again.
 */
export async function runCommand(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { env, exitCode } = process;
  const said = { out: '', err: '' };
  const [log, error] = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error')];
  log.mockImplementation((line) => void (said.out += `${String(line)}\n`));
  error.mockImplementation((line) => void (said.err += `${String(line)}\n`));
  process.env = { PATH: env['PATH'], HOME: env['HOME'], ...settings };
  process.exitCode = 0;
  try {
    const program = newProgram().configureOutput({ writeErr: (text) => (said.err += text) });
    addServerCommands(program);
    await runProgram(program, args);
    return { code: process.exitCode, ...said };
  } finally {
    [process.env, process.exitCode] = [env, exitCode];
    log.mockRestore();
    error.mockRestore();
  }
}
