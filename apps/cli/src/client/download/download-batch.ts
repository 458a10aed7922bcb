import { join } from 'node:path';
import type { AnswerOf } from '@reprise/api-client';
import { bytes as sizeText } from '@reprise/contracts/sizes';
import { CliError, EXIT } from '../cli-error.ts';
import { connect, printJson, type Context, type ServerOptions } from '../context.ts';
import { tableLines } from '../terminal/table.ts';
import { counted } from '../terminal/words.ts';
import { joinErrors } from './choose-files.ts';
import { localPath } from './local-path.ts';
import { save, tellSaved } from './save-files.ts';

type Files = AnswerOf<'/api/batches/{id}/files', 'get'>;
type File = Files['items'][number];

interface Options extends ServerOptions {
  readonly kind?: readonly string[];
  readonly output?: string;
  readonly list?: boolean;
}

/** Downloads the results of all completed jobs of a batch, each job into a folder of its own, or lists them. */
export async function downloadBatch(context: Context, id: string, options: Options): Promise<void> {
  const connection = connect(context, options);
  const { items, missing } = await connection.api.get('/api/batches/{id}/files', { path: { id } });
  const { kind: kinds } = options;
  const files = items.filter(({ kind }) => !kinds || (kind !== null && kinds.includes(kind)));
  const { terminal } = context;
  for (const { sample_name, job_id, detail } of missing)
    terminal.err(`${terminal.paintErr('yellow', 'Missing:')} ${sample_name} (${job_id}): ${detail}`);
  const incomplete = missing.length
    ? new CliError(`The results of ${counted(missing.length, 'job')} are missing or incomplete.`, EXIT.failed)
    : null;
  if (files.length === 0) throw incomplete ?? new CliError('This batch has no such files.', EXIT.notFound);
  if (options.list) {
    if (options.json) printJson(context, files);
    else terminal.out(fileLines(files, terminal.width).join('\n'));
    if (incomplete) throw incomplete;
    return;
  }
  const folder = options.output ?? `batch-${id.slice(0, 8)}`;
  const saved = [];
  const errors: CliError[] = [];
  const jobs = new Map(files.map((file) => [file.job_id, file]));
  for (const { job_id: job, attempt, folder: name } of jobs.values()) {
    const own = files.filter(({ job_id }) => job_id === job);
    const done = await save(context, connection, { id: job, attempt, files: own, folder: localPath(folder, name) });
    saved.push(...done.saved);
    errors.push(...done.changed);
  }
  if (options.json) printJson(context, saved);
  else if (saved.length > 0) tellSaved(context, saved, folder);
  const error = joinErrors([...errors, ...(incomplete ? [incomplete] : [])]);
  if (error) throw error;
}

const fileLines = (files: readonly File[], width: number): string[] =>
  tableLines(
    files,
    [
      { title: 'Path', cell: ({ folder, path }) => join(folder, path) },
      { title: 'Kind', cell: ({ kind }) => kind ?? '' },
      { title: 'Size', cell: ({ bytes }) => sizeText(bytes), align: 'right' },
      { title: 'SHA-256', cell: ({ sha256 }) => sha256 ?? '', shrinksTo: 12, dropOrder: 1 },
    ],
    width,
  );
