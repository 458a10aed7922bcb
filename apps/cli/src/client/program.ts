import type { Command } from 'commander';
import { exitMeanings } from './cli-error.ts';
import { addAudit } from './commands/audit.ts';
import { addCompletion } from './commands/completion.ts';
import { addDownload } from './commands/download.ts';
import { addJobCommands } from './commands/job-commands.ts';
import { addJobs } from './commands/jobs.ts';
import { addLogin, addLogout } from './commands/login.ts';
import { addLogs } from './commands/logs.ts';
import { addPipelines } from './commands/pipelines.ts';
import { addShow } from './commands/show.ts';
import { addSubmit } from './commands/submit.ts';
import { addWatch } from './commands/watch.ts';
import type { Context } from './context.ts';

/** Adds the commands that ask a server, which may be on another machine. */
export function addClientCommands(program: Command, context: Context): void {
  program.commandsGroup('Jobs:');
  addSubmit(program, context);
  addJobs(program, context);
  addShow(program, context);
  addWatch(program, context);
  addLogs(program, context);
  addDownload(program, context);
  program.commandsGroup('Control of jobs:');
  addJobCommands(program, context);
  program.commandsGroup('Lists and exports:');
  addPipelines(program, context);
  addAudit(program, context);
  program.commandsGroup('Set-up:');
  addLogin(program, context);
  addLogout(program, context);
  addCompletion(program, context);
  program.addHelpText('after', HELP);
}

const HELP = `
Environment:
  REPRISE_URL, REPRISE_TOKEN   server and API token, instead of those of reprise login
  NO_COLOR                     no colours

Exit codes:
${exitMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`).join('\n')}`;
