/** Entry point of the package that is installed on other machines. It has only the commands that call a server. */
import { addClientCommands } from './program.ts';
import { newProgram, processContext, runProgram } from './run-program.ts';
import { VERSION } from './version.ts';

const program = newProgram()
  .description('Submits, watches and controls Nextflow jobs on a Reprise server.')
  .version(VERSION, '-V, --version', 'print the version');
addClientCommands(program, processContext());
await runProgram(program, process.argv.slice(2));
