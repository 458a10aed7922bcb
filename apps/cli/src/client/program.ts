import type { Command } from 'commander';
import { exitMeanings } from './cli-error.ts';
import { addApprovals } from './commands/server/approvals.ts';
import { addAudit } from './commands/server/audit.ts';
import { addCompletion } from './commands/setup/completion.ts';
import { addDownload } from './commands/jobs/download.ts';
import { addJobCommands } from './commands/jobs/job-commands.ts';
import { addJobs } from './commands/jobs/jobs.ts';
import { addLogin, addLogout } from './commands/setup/login.ts';
import { addLogs } from './commands/jobs/logs.ts';
import { addNotifications } from './commands/server/notifications.ts';
import { addPipelines } from './commands/server/pipelines.ts';
import { addQueues } from './commands/server/queues.ts';
import { addRunners } from './commands/server/runners.ts';
import { addShow } from './commands/jobs/show.ts';
import { addBatches } from './commands/jobs/batches.ts';
import { addSubmit } from './commands/jobs/submit.ts';
import { addSubmitSheet } from './commands/jobs/submit-sheet.ts';
import { addTargetCommands } from './commands/server/target-commands.ts';
import { addTokens } from './commands/server/tokens.ts';
import { addUsers } from './commands/server/users.ts';
import { addViews } from './commands/jobs/views.ts';
import { addWatch } from './commands/jobs/watch.ts';
import type { Context } from './context.ts';

/** Adds the commands that call a server, which may be on a different machine. */
export function addClientCommands(program: Command, context: Context): void {
  program.commandsGroup('Jobs:');
  addSubmit(program, context);
  addSubmitSheet(program, context);
  addJobs(program, context);
  addBatches(program, context);
  addViews(program, context);
  addShow(program, context);
  addWatch(program, context);
  addLogs(program, context);
  addDownload(program, context);
  program.commandsGroup('Control of jobs:');
  addJobCommands(program, context);
  program.commandsGroup('Server:');
  addPipelines(program, context);
  addQueues(program, context);
  addRunners(program, context);
  addTargetCommands(program, context);
  addAudit(program, context);
  addApprovals(program, context);
  addNotifications(program, context);
  addTokens(program, context);
  addUsers(program, context);
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
