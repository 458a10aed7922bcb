import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import { findJob } from '../../connection/find-job.ts';
import { connect, type Context, type ServerOptions } from '../../context.ts';
import { watchJob } from '../../watch/watch-job.ts';

export function addWatch(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'watch',
    summary: 'Show the steps of a job live until it ends; the exit code follows the job. Ctrl-C leaves it running.',
    examples: [
      ['reprise watch 0196f0c8 && reprise download 0196f0c8', 'fetch the results as soon as they are there'],
      ['reprise watch 0196f0c8 --json', 'one line of JSON for each change'],
    ],
  })
    .argument('<job>', 'id of the job, or the beginning of it')
    .action(
      action(context, async (job: string, options: ServerOptions) => {
        const connection = connect(context, options);
        return watchJob(context, connection, { jobId: await findJob(connection, job), json: options.json === true });
      }),
    );
}
