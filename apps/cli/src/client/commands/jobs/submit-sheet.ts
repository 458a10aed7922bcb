import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../cli-error.ts';
import { action, addClientCommand, addValue } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { counted } from '../../terminal/words.ts';
import { parseLabels } from '../input/given-labels.ts';
import { parseParams, readInputText, readParamsFile } from '../input/given-params.ts';

interface Options extends ServerOptions {
  readonly name?: string;
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
    ],
  })
    .argument('<pipeline>', 'name of the pipeline, as `reprise pipelines` lists them')
    .argument('<file>', 'samplesheet (CSV or TSV) with the column sample; - for standard input')
    .option('--name <text>', 'name of the batch; the name of the file unless given')
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
  const { batch, results } = await api.post('/api/jobs/sheet', {
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      pipeline,
      text: readInputText(file),
      mode: 'jobs',
      batch: { id: randomUUID(), ...(name !== undefined && { name }) },
      params: {
        ...(options.paramsFile !== undefined && readParamsFile(options.paramsFile)),
        ...parseParams(options.param ?? [], null),
      },
      ...(options.profile && { launch: { profiles: [...options.profile] } }),
      ...(options.label && { labels: parseLabels('--label', options.label) }),
      ...(options.queue !== undefined && { queue: options.queue }),
      ...(options.reason !== undefined && { reason: options.reason }),
    },
  });
  const { terminal } = context;
  if (options.json) printJson(context, { batch, results });
  // Only ids go to standard output, for scripts.
  for (const { row, sample_name, job_id, problem, warnings = [] } of results) {
    if (!options.json && job_id !== null) terminal.out(job_id);
    const place = `row ${String(row)} (${sample_name})`;
    if (problem) terminal.err(`${terminal.paintErr('red', 'Not submitted:')} ${place}: ${problem.detail}`);
    for (const { field, message } of warnings)
      terminal.err(`${terminal.paintErr('yellow', 'Warning:')} ${place}: ${field}: ${message}`);
  }
  const accepted = results.filter(({ job_id }) => job_id !== null).length;
  if (batch) terminal.err(`Submitted ${counted(accepted, 'job')} as the batch ${batch.name} (${batch.id}).`);
  return accepted === results.length ? EXIT.ok : EXIT.failed;
}
