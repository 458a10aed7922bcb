import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { urlOf, type InputOf } from '@reprise/api-client';
import { Option, type Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, collect } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { findJob } from '../../connection/find-job.ts';
import { peopleOf } from '../../connection/people.ts';
import { connect, type Context, type ServerOptions } from '../../context.ts';
import { endOf, startOf } from '../input/given-ranges.ts';
import { jsonArray } from './json-array.ts';

type Filter = NonNullable<InputOf<'/api/audit/export', 'get'>['query']>;
interface Options extends ServerOptions {
  readonly format: 'csv' | 'ndjson' | 'json';
  readonly output?: string;
  readonly by?: string;
  readonly command?: readonly string[];
  readonly outcome?: readonly string[];
  readonly job?: string;
  readonly sample?: string;
  readonly pipeline?: string;
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
  readonly events?: string;
}

export function addAudit(program: Command, context: Context): void {
  const audit = program.command('audit').description('The audit trail: who did what, when, and what came of it.');
  addClientCommand(audit, {
    name: 'export',
    summary: 'Export the audit trail, oldest entry first.',
    examples: [
      ['reprise audit export --from 2026-11-01 -o november.csv', 'since a day, into a file'],
      ['reprise audit export --command cancel,rerun --by anna --format ndjson', 'one JSON object a line'],
      ['reprise audit export --job 0196f0c8 --format json | jq length', 'one JSON array'],
    ],
    hasJson: false,
  })
    .addOption(new Option('--format <format>', 'form of the file').choices(['csv', 'ndjson', 'json']).default('csv'))
    .option('-o, --output <file>', 'write to this file (default: standard output)')
    .option('--by <person>', 'what this person did')
    .option('--command <list>', 'of these commands: submit, cancel, …', collect)
    .option('--outcome <list>', 'accepted, unchanged, refused, started, succeeded, failed, cancelled', collect)
    .option('--job <job>', 'of this job')
    .option('--sample <text>', 'of samples with this text')
    .option('--pipeline <name>', 'of this pipeline')
    .option('--from <time>', 'from this time on: 2026-11-01, or with a time (ISO 8601)')
    .option('--to <time>', 'up to this time')
    .option('-q, --search <text>', 'with this text in the reason')
    .addOption(
      new Option('--events <which>', 'commands only, with their effects, or all').choices(['commands', 'story', 'all']),
    )
    .action(action(context, (options: Options) => exportAudit(context, options)));
}

async function exportAudit(context: Context, options: Options): Promise<void> {
  const connection = connect(context, options);
  const address = urlOf('/api/audit/export', { query: await filterOf(connection, options) });
  const response = await connection.open(address, { signal: context.signal });
  const body = Readable.fromWeb(response.body as ReadableStream);
  const source = options.format === 'json' ? Readable.from(jsonArray(body)) : body;
  await written(source, options.output, context.signal);
  if (options.output !== undefined) context.terminal.err(`Written to ${options.output}.`);
}

async function filterOf(connection: Connection, options: Options): Promise<Filter> {
  const { by, job, search, from, to, command, outcome, sample, pipeline: name, events } = options;
  // The server validates the values and lists the valid ones.
  const filter: Record<string, unknown> = {
    format: options.format === 'json' ? 'ndjson' : options.format,
    actor: by === undefined || by.includes(':') ? by : ((await peopleOf(connection)).actorOf(by) ?? by),
    job_id: job === undefined ? undefined : await findJob(connection, job),
    from: from === undefined ? undefined : startOf(from, '--from'),
    to: to === undefined ? undefined : endOf(to, '--to'),
    command,
    outcome,
    sample,
    pipeline: name,
    q: search,
    events,
  };
  return filter as Filter;
}

/** Writes to standard output, or to a file that does not exist until it is complete. */
async function written(source: Readable, file: string | undefined, signal: AbortSignal): Promise<void> {
  const part = file === undefined ? undefined : `${file}.part`;
  const target: Writable = part === undefined ? process.stdout : createWriteStream(part);
  try {
    await pipeline(source, target, { signal, end: part !== undefined });
    if (part !== undefined && file !== undefined) await rename(part, file);
  } catch (error) {
    if (part !== undefined) await rm(part, { force: true });
    if (signal.aborted) throw error;
    throw new CliError(`The export broke off: ${(error as Error).message}.`, EXIT.unavailable, 'Try again.');
  }
}
