import { setTimeout as wait } from 'node:timers/promises';
import { urlOf } from '@reprise/api-client';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, positive } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { findJob } from '../../connection/find-job.ts';
import { connect, type Context, type ServerOptions } from '../../context.ts';

interface Options extends ServerOptions {
  readonly follow?: boolean;
  readonly attempt?: number;
  readonly file: string;
  readonly lines?: number;
}

/** Number of bytes read from the end for `--lines`. */
const TAIL_BYTES = 256 * 1024;
const POLL_MS = 1000;

export function addLogs(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'logs',
    summary: "Print a log of a job: Nextflow's own, its output, or that of a task.",
    examples: [
      ['reprise logs -f 0196f0c8', 'as it grows, until the job has ended'],
      ['reprise logs 0196f0c8 --file ab/cdef12 -n 50', "the last lines of a task's log"],
      ['reprise logs 0196f0c8 --file ab/cdef12/command', 'the script that the task ran'],
    ],
    hasJson: false,
  })
    .argument('<job>', 'id of the job, or the beginning of it')
    .option('-f, --follow', 'continue until the job has ended')
    .option('--attempt <number>', 'of this attempt (default: the last one)', positive)
    .option('--file <name>', 'nextflow, stdout, the hash of a task, or hash/command', 'nextflow')
    .option('-n, --lines <number>', 'only the last lines', positive)
    .action(action(context, (job: string, options: Options) => logs(context, job, options)));
}

async function logs(context: Context, given: string, options: Options): Promise<void> {
  const connection = connect(context, options);
  const { signal, terminal } = context;
  const id = await findJob(connection, given);
  const query = { file: options.file, ...(options.attempt !== undefined && { attempt: options.attempt }) };
  let offset = options.lines === undefined ? 0 : -TAIL_BYTES;
  let isFirst = true;
  let isEmpty = true;
  for (;;) {
    // Requested before the read, so that the last lines are not missing.
    const isOver = options.follow !== true || (await hasEnded(connection, id));
    const response = await connection.open(urlOf('/api/jobs/{id}/log', { path: { id }, query: { ...query, offset } }), {
      signal,
    });
    const text = await response.text();
    if (isFirst && text === '' && isOfTask(options.file) && (await isWorkDirDeleted(connection, id)))
      throw new CliError('There is no such log: the work dir of this job was deleted.', EXIT.notFound);
    terminal.write(isFirst && options.lines !== undefined ? lastLines(text, options.lines) : text);
    isFirst = false;
    isEmpty &&= text === '';
    const next = Number(response.headers.get('next-offset') ?? 0);
    const isRead = next >= Number(response.headers.get('file-size') ?? 0);
    offset = next;
    if (!isRead) continue;
    if (isOver) {
      if (isEmpty) terminal.err('The log is empty: nothing was written, or the file was deleted.');
      return;
    }
    await wait(POLL_MS, undefined, { signal });
  }
}

/** Logs of tasks are in the work dir. */
const isOfTask = (file: string): boolean => file !== 'nextflow' && file !== 'stdout';

async function isWorkDirDeleted({ api }: Connection, id: string): Promise<boolean> {
  const { cleaned } = await api.get('/api/jobs/{id}', { path: { id } });
  return cleaned.work_dir !== null;
}

async function hasEnded({ api }: Connection, id: string): Promise<boolean> {
  const { status, pending_action } = await api.get('/api/jobs/{id}', { path: { id } });
  return (status === 'completed' || status === 'failed') && pending_action === null;
}

/** Returns the last lines of a text, with their line breaks. */
function lastLines(text: string, count: number): string {
  const lines = text.split(/(?<=\n)/);
  return lines.slice(Math.max(0, lines.length - count)).join('');
}
