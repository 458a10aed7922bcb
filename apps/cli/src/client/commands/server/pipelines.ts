import type { PipelineView } from '@reprise/contracts';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { defaultText, paramsIn, typeText } from '../input/pipeline-schema.ts';

export function addPipelines(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'pipelines',
    summary: 'List the pipelines and their parameters.',
    examples: [
      ['reprise pipelines', 'names and versions'],
      ['reprise pipelines wes', 'parameters of one'],
    ],
  })
    .argument('[pipeline]', 'show the parameters of this one')
    .action(
      action(context, (name: string | undefined, options: ServerOptions) => listPipelines(context, name, options)),
    );
}

async function listPipelines(context: Context, name: string | undefined, options: ServerOptions): Promise<void> {
  const { api } = connect(context, options);
  const { items, broken } = await api.get(
    '/api/pipelines',
    // If a pipeline is requested by name, a runner compiles it.
    name === undefined ? {} : { query: { name } },
  );
  const shown = name === undefined ? items : items.filter((pipeline) => pipeline.name === name);
  if (name !== undefined && shown.length === 0) {
    const why = broken.map(({ file, reason }) => ` ${file} is not a pipeline: ${reason}`).join('');
    throw new CliError(`There is no pipeline ${name}.${why}`, EXIT.notFound, 'See: reprise pipelines');
  }
  if (options.json) return printJson(context, shown);
  const { terminal } = context;
  if (name !== undefined && shown.length > 0) {
    terminal.out(paramLines(shown[0]!, terminal.width).join('\n'));
    for (const line of compileLines(shown[0]!)) terminal.err(line);
    if (await isCompiled(api, name)) terminal.err(STILL_COMPILING);
    return;
  }
  if (shown.length === 0) terminal.err('No pipeline is installed.');
  else terminal.out(pipelineLines(shown, terminal.width).join('\n'));
  for (const { file, reason } of broken) terminal.err(`${file} is not a pipeline: ${reason}`);
}

/**
 * Whether a runner is compiling a pipeline. False if the user may not check jobs, because a refusal would be recorded
 * in the audit log.
 */
async function isCompiled(api: Connection['api'], pipeline: string): Promise<boolean> {
  try {
    const { denied_routes } = await api.get('/api/session');
    if ('POST /api/jobs/check' in denied_routes) return false;
    return (await api.post('/api/jobs/check', { body: { pipeline, params: {} } })).compiling;
  } catch {
    return false; // everything known was printed
  }
}

const STILL_COMPILING = 'A runner compiles it now: ask again in some seconds for errors that are not shown yet.';

const pipelineLines = (pipelines: readonly PipelineView[], width: number): string[] =>
  tableLines(
    pipelines,
    [
      { title: 'Pipeline', cell: ({ name }) => name },
      { title: 'Version', cell: ({ version }) => version ?? '' },
      { title: 'Title', cell: ({ title }) => title, shrinksTo: 10 },
      { title: 'Description', cell: ({ description }) => description ?? '', shrinksTo: 10, dropOrder: 1 },
    ],
    width,
  );

function paramLines({ params, schema }: PipelineView, width: number): string[] {
  const known = paramsIn(schema);
  const names = [...new Set([...known.keys(), ...Object.keys(params)])].filter(
    (name) => known.get(name)?.hidden !== true,
  );
  return tableLines(
    names,
    [
      { title: 'Parameter', cell: (name) => name },
      { title: 'Type', cell: (name) => typeText(known.get(name) ?? {}) },
      {
        title: 'Default',
        cell: (name) =>
          defaultText(known.get(name) ?? {}, params[name]) || (known.get(name)?.isRequired ? 'required' : ''),
        shrinksTo: 10,
      },
      { title: 'Description', cell: (name) => known.get(name)?.description ?? '', shrinksTo: 10, dropOrder: 1 },
    ],
    width,
  );
}

/** Errors of the compiler, each with the line of the file and a marker below it. */
const compileLines = ({ compiled }: PipelineView): string[] =>
  compiled.flatMap(({ nextflow_version, errors }) => [
    ...(errors.length > 0 ? [`It does not compile with Nextflow ${nextflow_version}:`] : []),
    ...errors.flatMap(({ file, line, column, message, source }) => [
      `  ${[file, line, column].filter((part) => part !== null).join(':')}: ${message}`,
      ...(source === null ? [] : [`    ${source.replaceAll('\t', ' ')}`]),
      ...(source === null || column === null ? [] : [`    ${' '.repeat(column - 1)}^`]),
    ]),
  ]);
