import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { SheetCheck, SheetResult } from '@reprise/contracts';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, addValue } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { counted } from '../../terminal/words.ts';
import { parseLabels } from '../input/given-labels.ts';
import { sendParts } from '../input/sheet-parts.ts';
import { parseParams, readInputText, readParamsFile } from '../input/given-params.ts';

interface Options extends ServerOptions {
  readonly name?: string;
  readonly batch?: string;
  readonly param?: readonly string[];
  readonly paramsFile?: string;
  readonly profile?: readonly string[];
  readonly label?: readonly string[];
  readonly queue?: string;
  readonly reason?: string;
}

export function addSubmitSheet(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'submit-sheet',
    summary: 'Submit a job for each row of a samplesheet, as one batch. Paths are paths on the server.',
    examples: [
      ['reprise submit-sheet wes plate12.csv', 'as the batch plate12'],
      ['reprise submit-sheet wes plate12.csv --name "Plate 12" -p depth=30', 'with a parameter for all rows'],
      ['reprise submit-sheet wes plate12.csv --batch 0196f0c7-…', 'the rest, after an interruption'],
    ],
  })
    .argument('<pipeline>', 'name of the pipeline, as `reprise pipelines` lists them')
    .argument('<file>', 'samplesheet (CSV or TSV) with the column sample; - for standard input')
    .option('--name <text>', 'name of the batch; the name of the file unless given')
    .option('--batch <id>', 'add the rows to this batch; a row that the batch already has is not submitted again')
    .option('-p, --param <name=value>', 'parameter for all rows; several times', addValue)
    .option('--params-file <file>', 'parameters for all rows as JSON or YAML; those of -p come on top')
    .option('--profile <name>', 'profile of Nextflow; several times, in this order', addValue)
    .option('--label <key=value>', 'label of the jobs; several times', addValue)
    .option('--queue <name>', 'queue of the jobs')
    .option('--reason <text>', 'for the audit trail')
    .action(
      action(context, (pipeline: string, file: string, options: Options) =>
        submitSheet(context, pipeline, file, options),
      ),
    );
}

async function submitSheet(context: Context, pipeline: string, file: string, options: Options): Promise<number> {
  const { api } = connect(context, options);
  const name = options.name ?? (file === '-' ? undefined : basename(file, extname(file)));
  const shared = {
    pipeline,
    mode: 'jobs' as const,
    params: {
      ...(options.paramsFile !== undefined && readParamsFile(options.paramsFile)),
      ...parseParams(options.param ?? [], null),
    },
    ...(options.profile && { launch: { profiles: [...options.profile] } }),
  };
  const sheet = await api.post('/api/jobs/sheet/check', { body: { ...shared, text: readInputText(file) } });
  assertValid(sheet, context);
  const id = options.batch ?? randomUUID();
  const sent = await sendParts(context, api, sheet, {
    ...shared,
    batch: { id, ...(name !== undefined && { name }) },
    ...(options.label && { labels: parseLabels('--label', options.label) }),
    ...(options.queue !== undefined && { queue: options.queue }),
    ...(options.reason !== undefined && { reason: options.reason }),
  });
  const { batch, results } = sent;
  if (options.json) printJson(context, { batch, results });
  else printResults(context, results);
  const accepted = results.filter(({ job_id }) => job_id !== null).length;
  const { terminal } = context;
  if (batch && accepted > 0)
    terminal.err(`Submitted ${counted(accepted, 'job')} as the batch ${batch.name} (${batch.id}).`);
  const left = sheet.rows.length - accepted;
  if (left > 0)
    terminal.err(
      `${counted(left, 'row')} ${left === 1 ? 'is' : 'are'} not submitted. To submit the rest, repeat the command with --batch ${id}: no row is submitted twice.`,
    );
  if (sent.error) throw sent.error;
  return left === 0 ? EXIT.ok : EXIT.failed;
}

/** @throws CliError if a row has an error. No row was submitted then. */
function assertValid({ errors }: SheetCheck, { terminal }: Context): void {
  for (const { row, column, message } of errors) {
    const place = [...(row === null ? [] : [`row ${String(row)}`]), ...(column === null ? [] : [column])].join(', ');
    terminal.err(place ? `${place}: ${message}` : message);
  }
  if (errors.length > 0)
    throw new CliError(`The samplesheet has ${counted(errors.length, 'error')}: no job was submitted.`, EXIT.usage);
}

/** Prints only ids to standard output, for scripts. */
function printResults({ terminal }: Context, results: readonly SheetResult[]): void {
  for (const { row, sample_name, job_id, problem, warnings = [] } of results) {
    if (job_id !== null) terminal.out(job_id);
    const place = `row ${String(row)} (${sample_name})`;
    if (problem) terminal.err(`${terminal.paintErr('red', 'Not submitted:')} ${place}: ${problem.detail}`);
    for (const { field, message } of warnings)
      terminal.err(`${terminal.paintErr('yellow', 'Warning:')} ${place}: ${field}: ${message}`);
  }
}
