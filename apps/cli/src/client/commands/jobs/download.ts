import type { FilePage, FileView } from '@reprise/contracts';
import { basename } from 'node:path';
import { bytes as sizeText } from '@reprise/contracts/sizes';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, collect, positive } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { findJob } from '../../connection/find-job.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { choose, incompleteError, joinErrors } from '../../download/choose-files.ts';
import { downloadBatch } from '../../download/download-batch.ts';
import { addressOf, save, tellSaved } from '../../download/save-files.ts';
import { tableLines } from '../../terminal/table.ts';

type File = FileView;
interface Options extends ServerOptions {
  readonly kind?: readonly string[];
  readonly output?: string;
  readonly attempt?: number;
  readonly batch?: string;
  readonly list?: boolean;
}

export function addDownload(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'download',
    summary: 'Download results of a job and check them against their recorded SHA-256; resumes where it stopped.',
    examples: [
      ['reprise download 0196f0c8', 'all, into a folder named after the sample'],
      ['reprise download 0196f0c8 --kind annotated_vcf,filtered_tsv -o results', 'by kind'],
      ['reprise download 0196f0c8 tsv/DEMO1.filtered.tsv', 'one file'],
      ['reprise download 0196f0c8 --list', 'shows what there is'],
      ['reprise download --batch 0196f0c7-…', 'all jobs of a batch, each into a folder of its own'],
    ],
  })
    .argument('[job]', 'id of the job, or the beginning of it')
    .argument('[path...]', 'files in the output folder (default: all)')
    .option('-k, --kind <list>', 'files of these kinds: bam, raw_vcf, …', collect)
    .option('-o, --output <folder>', 'save them there (default: a folder named after sample and job)')
    .option('--attempt <number>', 'of this attempt (default: the last one that started)', positive)
    .option('--batch <id>', 'of all completed jobs of this batch, instead of one job')
    .option('--list', 'list the files instead')
    .action(
      action(context, (job: string | undefined, paths: string[], options: Options) => {
        const { batch } = options;
        if ((job === undefined) === (batch === undefined))
          throw new CliError('Name either a job or, with --batch, a batch.', EXIT.usage);
        return batch === undefined ? download(context, job!, paths, options) : downloadBatch(context, batch, options);
      }),
    );
}

async function download(context: Context, given: string, paths: readonly string[], options: Options): Promise<void> {
  const connection = connect(context, options);
  const { terminal } = context;
  const id = await findJob(connection, given);
  const query = options.attempt === undefined ? {} : { attempt: options.attempt };
  const page = await connection.api.get('/api/jobs/{id}/files', { path: { id }, query });
  const unlisted = page.truncated ? await unlistedFiles(connection, id, page, paths) : [];
  const asked = { job: given, paths, kinds: options.kind };
  const files = choose(page, unlisted, asked);
  const incomplete = incompleteError(page, asked);
  if (options.list) {
    if (options.json) printJson(context, files);
    else terminal.out(fileLines(files, terminal.width).join('\n'));
    if (incomplete) throw incomplete;
    return;
  }
  if (page.away !== null) throw new CliError(page.away, page.gone.length > 0 ? EXIT.notFound : EXIT.unavailable);
  if (files.length === 0 && incomplete) throw incomplete;
  if (page.items.length === 0) throw new CliError('This job has no result files.', EXIT.notFound);
  if (files.length === 0)
    throw new CliError('This job has no such files.', EXIT.notFound, `See: reprise download ${given} --list`);
  const folder = options.output ?? (await folderOf(connection, id));
  const { saved, changed } = await save(context, connection, { id, attempt: page.attempt, files, folder });
  if (options.json) printJson(context, saved);
  else if (saved.length > 0) tellSaved(context, saved, folder);
  const error = joinErrors([...changed, ...(incomplete ? [incomplete] : [])]);
  if (error) throw error;
}

/** Requests the named files that a truncated list lacks. Omits missing ones. */
async function unlistedFiles(
  connection: Connection,
  id: string,
  { items, attempt }: FilePage,
  paths: readonly string[],
): Promise<File[]> {
  const files: File[] = [];
  for (const path of new Set(paths.filter((each) => !items.some((file) => file.path === each)))) {
    // Requests the first byte, because a response to HEAD has no message. An empty file has no such range: 416.
    const { status, headers, body } = await connection.open(addressOf(id, attempt, path), {
      headers: { range: 'bytes=0-0' },
      accepted: [404, 416],
    });
    await body?.cancel();
    if (status === 404) continue;
    // A weak tag is not a checksum.
    const sha256 = /^"([0-9a-f]{64})"$/.exec(headers.get('etag') ?? '')?.[1] ?? null;
    // A proxy may ignore the range and send the whole file.
    const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
    const bytes = Number(total ?? headers.get('content-length'));
    files.push({ path, bytes, sha256, kind: null, media_type: headers.get('content-type') ?? '' });
  }
  return files;
}

/** `DEMO1-<id of the job>`. Jobs that are submitted in the same minute begin with the same eight characters. */
async function folderOf({ api }: Connection, id: string): Promise<string> {
  const { sample_name } = await api.get('/api/jobs/{id}', { path: { id } });
  return `${basename(sample_name).replace(/[^\p{L}\p{N}._+-]+/gu, '_')}-${id}`;
}

const fileLines = (files: readonly File[], width: number): string[] =>
  tableLines(
    files,
    [
      { title: 'Path', cell: ({ path }) => path },
      { title: 'Kind', cell: ({ kind }) => kind ?? '' },
      { title: 'Size', cell: ({ bytes }) => sizeText(bytes), align: 'right' },
      { title: 'SHA-256', cell: ({ sha256 }) => sha256 ?? '', shrinksTo: 12, dropOrder: 1 },
    ],
    width,
  );
