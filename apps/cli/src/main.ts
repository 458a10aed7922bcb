import { checkout } from '@reprise/setup';
import { addClientCommands } from './client/program.ts';
import { newProgram, processContext, runProgram } from './client/run-program.ts';
import { VERSION } from './client/version.ts';
import { addServerCommands } from './server/commands.ts';
import { localServer } from './server/local-server.ts';

const program = newProgram()
  .description(
    'Starts Reprise on this machine, checks and restores its history, and controls jobs on any Reprise server.',
  )
  .version(VERSION, '-V, --version', 'print the version');
addClientCommands(program, processContext(localServerOfCheckout));
addServerCommands(program);
await runProgram(program, process.argv.slice(2));

/** Reads the settings in the checkout, where their relative paths begin. Client commands keep the caller's folder. */
function localServerOfCheckout(): ReturnType<typeof localServer> {
  const folder = process.cwd();
  process.chdir(checkout);
  try {
    return localServer();
  } finally {
    process.chdir(folder);
  }
}
