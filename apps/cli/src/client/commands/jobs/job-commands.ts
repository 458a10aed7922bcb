import { randomUUID } from 'node:crypto';
import { commands, isEndingEvent, jobCommandNames, type CommandDescriptor } from '@reprise/contracts';
import type { Command } from 'commander';
import { withLocalRemoval } from '@reprise/contracts/removal-text';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { findJob } from '../../connection/find-job.ts';
import { peopleOf } from '../../connection/people.ts';
import { connect, type Context, type ServerOptions } from '../../context.ts';
import { shortIds } from '../../terminal/job-ids.ts';
import { localTime } from '../../terminal/words.ts';
import { taskWarning } from './task-warning.ts';
import { watchJob } from '../../watch/watch-job.ts';
import { exampleOptions } from '../input/example-options.ts';
import { addBodyOptions, bodyOfOptions, requiredOf, type BodyOptions } from '../input/body-options.ts';

interface Accepted {
  readonly job_id: string;
  readonly seq: number;
  readonly message: string;
  /** Set if the command is waiting for approval. */
  readonly approval_id?: string;
}

/** Adds a command for each command in the catalogue that a job can receive, with the options for its body. */
export function addJobCommands(program: Command, context: Context): void {
  for (const name of jobCommandNames) addJobCommand(program, context, commands[name]);
}

function addJobCommand(program: Command, context: Context, descriptor: CommandDescriptor): void {
  const verb = descriptor.name.replaceAll('_', '-');
  const isAboutJob = descriptor.about === undefined;
  const { schema, examples } = descriptor.body;
  const [first = {}] = Object.values(examples);
  const required = requiredOf(schema, first);
  const shortest = exampleOptions(schema.safeParse(required).success ? required : first);
  const command = addClientCommand(program, {
    name: verb,
    summary: `${descriptor.summary.replace(/\.$/, '')}.`,
    examples: [
      ...Object.entries(examples).map(
        ([meaning, body]) =>
          [`reprise ${verb} 0196f0c8 ${exampleOptions(body)}`.trim(), meaning.replaceAll('_', ' ')] as const,
      ),
      ...(isAboutJob ? [[`reprise ${verb} 0196f0c8 b83d05fa ${shortest}`.trim(), 'several jobs'] as const] : []),
    ],
  }).argument(isAboutJob ? '<job...>' : '<job>', 'id of the job, or the beginning of it');
  addBodyOptions(command, schema);
  if (isAboutJob) command.option('-w, --watch', `of one job: ${watched(descriptor)}`);
  command.action(
    action(context, (given: string | string[], options: Options) => send(context, descriptor, [given].flat(), options)),
  );
}

/** A clean applies to a job that has ended, so its own effect is awaited. */
const watched = ({ effects }: CommandDescriptor): string =>
  effects.length === 0 || effects.some(isEndingEvent) ? 'show its steps until the job ends' : 'wait until that is done';

type Options = ServerOptions & BodyOptions & { readonly watch?: boolean };

/** Sends a command to each job. @returns the exit code of the first job that did not accept it */
async function send(
  context: Context,
  descriptor: CommandDescriptor,
  given: readonly string[],
  options: Options,
): Promise<number> {
  const connection = connect(context, options);
  const { terminal } = context;
  if (options.watch && given.length > 1)
    throw new CliError('One job can be watched at a time.', EXIT.usage, 'Leave out --watch, or give one job.');
  const ids: string[] = [];
  // All jobs are looked up before the first one receives the command.
  for (const job of given) ids.push(await findJob(connection, job));
  const body = bodyOfOptions(descriptor.body.schema, options);
  const short = shortIds(ids);
  const codes: number[] = [];
  const sendAll = async (): Promise<number | null> => {
    let watchedFrom: number | null = null;
    for (const id of ids) {
      try {
        const warning = await taskWarning(connection, descriptor.name, id);
        if (warning !== null) terminal.err(ids.length > 1 ? `${short(id)}: ${warning}` : warning);
        const accepted = await sendTo(connection, descriptor, id, body);
        if (options.json) terminal.out(JSON.stringify(accepted));
        else terminal.out(ids.length > 1 ? `${short(id)}: ${accepted.message}` : accepted.message);
        if (accepted.approval_id === undefined) watchedFrom = accepted.seq;
        else
          terminal.err(`It waits for a second person: reprise approvals approve ${accepted.approval_id.slice(0, 8)}`);
      } catch (error) {
        if (!(error instanceof CliError) || ids.length === 1) throw error;
        terminal.err(`${terminal.paintErr('red', `${short(id)}:`)} ${error.message}`);
        codes.push(error.exitCode);
      }
    }
    return watchedFrom;
  };
  // `reprise cancel A B C | head -1` cancels all three.
  const watchedFrom = await (options.watch ? sendAll() : context.finish(sendAll));
  if (options.watch && watchedFrom !== null)
    return watchJob(context, connection, { jobId: ids[0]!, json: options.json === true, minSeq: watchedFrom });
  return codes[0] ?? EXIT.ok;
}

async function sendTo(
  connection: Connection,
  { path }: CommandDescriptor,
  id: string,
  body: object,
): Promise<Accepted> {
  try {
    const response = await connection.open(`/api/${path.replace(':id', id)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Accepted;
  } catch (error) {
    throw await asShown(error, connection, id);
  }
}

/**
 * Returns a refusal as this command words it. A cancelled job is called cancelled, because the API uses one status for
 * cancelled and failed jobs. For a removed work dir, adds the local time and the name of the person who removed it.
 */
async function asShown(error: unknown, connection: Connection, id: string): Promise<unknown> {
  if (!(error instanceof CliError) || !/with status: failed$|work dir was removed on /.test(error.message))
    return error;
  const job = await connection.api.get('/api/jobs/{id}', { path: { id } }).catch(() => null);
  if (!job) return error;
  const status = job.failure?.cause === 'cancelled' ? 'cancelled' : 'failed';
  const message = withLocalRemoval(error.message.replace(/failed$/, status), job.cleaned.work_dir, {
    timeText: localTime,
    nameOf: await peopleOf(connection).then(
      ({ nameOf }) => nameOf,
      () => (actor: string) => actor,
    ),
  });
  return new CliError(message, error.exitCode, error.hint);
}
