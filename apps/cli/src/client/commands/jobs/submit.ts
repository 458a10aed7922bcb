import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { SYNTAX_PARSERS } from '@reprise/contracts';
import { Option, type Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, addValue } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { watchJob } from '../../watch/watch-job.ts';
import { parseLabels } from '../input/given-labels.ts';
import { parseParams, readParamsFile, readInputText } from '../input/given-params.ts';
import { RESUME_CAUSES, resumePolicy, type ResumeOptions } from '../input/resume-policy.ts';

interface Options extends ServerOptions, ResumeOptions {
  readonly param?: readonly string[];
  readonly paramsFile?: string;
  readonly revision?: string;
  readonly nextflow?: string;
  readonly syntaxParser?: 'v1' | 'v2';
  readonly profile?: readonly string[];
  readonly config?: string;
  readonly sheet?: string;
  readonly label?: readonly string[];
  readonly reason?: string;
  readonly watch?: boolean;
}

export function addSubmit(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'submit',
    summary: 'Submit a sample to a pipeline. Paths in parameters are paths on the server.',
    examples: [
      [
        'reprise submit wes DEMO1 -p input_dir=/data/exomes/DEMO1 --watch',
        'submits, and shows the steps until it ends',
      ],
      [
        'reprise submit wes DEMO1 -p input_dir=/data/exomes/DEMO1 --label run=2026-48 --label project=cardio',
        'with labels',
      ],
      ['reprise submit wes DEMO1 --params-file demo1.yml --reason "validation run"', 'parameters of a file'],
      [
        'reprise submit rnaseq RUN7 --sheet input=samples.csv --revision 3.14.0 --profile singularity',
        'with a samplesheet of yours',
      ],
      [
        'reprise submit wes DEMO1 --resume-after killed,runner_lost --resume-times 2',
        'resumes automatically if Nextflow is killed or the runner is lost',
      ],
    ],
  })
    .argument('<pipeline>', 'name of the pipeline, as `reprise pipelines` lists them')
    .argument('<sample>', 'name of the sample')
    .option('-p, --param <name=value>', 'parameter; several times', addValue)
    .option('--params-file <file>', 'parameters as JSON or YAML; those of -p come on top')
    .option('--sheet <param=file>', 'samplesheet (CSV or TSV) for that parameter')
    .option('--revision <name>', "branch, tag or commit of the pipeline's repository")
    .option('--nextflow <version>', 'version of Nextflow, or conditions on it: 25.10.4, ">=25.04, <26"')
    .addOption(new Option('--syntax-parser <name>', 'parser of scripts and configs').choices(SYNTAX_PARSERS))
    .option('--profile <name>', 'profile of Nextflow; several times, in this order', addValue)
    .option('--config <file>', 'further config file of Nextflow')
    .option(
      '--resume-after <causes>',
      `resume it by itself after these, commas between (${RESUME_CAUSES}); never: after none`,
    )
    .option('--resume-times <number>', 'how many times in a row, 1 to 5; 1 unless given')
    .option('--label <key=value>', 'label of the job; several times', addValue)
    .option('--reason <text>', 'for the audit trail')
    .option('-w, --watch', 'show its steps until it ends; the exit code follows the job')
    .action(
      action(context, (pipeline: string, sample: string, options: Options) =>
        submit(context, pipeline, sample, options),
      ),
    );
}

async function submit(context: Context, pipeline: string, sample: string, options: Options): Promise<number> {
  const connection = connect(context, options);
  const { api } = connection;
  const schema = options.param ? await schemaOf(connection, pipeline) : null;
  const params = {
    ...(options.paramsFile !== undefined && readParamsFile(options.paramsFile)),
    ...parseParams(options.param ?? [], schema),
  };
  const launch = {
    ...(options.revision !== undefined && { revision: options.revision }),
    ...(options.nextflow !== undefined && { nextflow: options.nextflow }),
    ...(options.syntaxParser !== undefined && { syntax_parser: options.syntaxParser }),
    ...(options.profile && { profiles: [...options.profile] }),
    ...(options.config !== undefined && { config: readInputText(options.config) }),
  };
  const accepted = await api.post('/api/jobs', {
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      pipeline,
      sample_name: sample,
      params,
      ...(Object.keys(launch).length > 0 && { launch }),
      ...(options.sheet !== undefined && { sheet: sheetOf(options.sheet) }),
      ...resumePolicy(options),
      ...(options.label && { labels: parseLabels('--label', options.label) }),
      ...(options.reason !== undefined && { reason: options.reason }),
    },
  });
  const { terminal } = context;
  for (const { field, message } of accepted.warnings ?? [])
    terminal.err(`${terminal.paintErr('yellow', 'Warning:')} ${field}: ${message}`);
  if (options.watch) {
    if (!options.json) terminal.err(`Submitted as ${accepted.job_id}. Ctrl-C leaves it running.`);
    return watchJob(context, connection, { jobId: accepted.job_id, json: options.json === true, minSeq: accepted.seq });
  }
  if (options.json) printJson(context, accepted);
  // Only the id goes to standard output, for `job=$(reprise submit …)`.
  else terminal.out(accepted.job_id);
  return EXIT.ok;
}

const schemaOf = async ({ api }: Connection, name: string): Promise<unknown> =>
  (await api.get('/api/pipelines')).items.find((pipeline) => pipeline.name === name)?.schema ?? null;

function sheetOf(given: string): { param: string; text: string } {
  const [, param, file] = /^([^=\s]+)=(.+)$/.exec(given) ?? [];
  if (param === undefined || file === undefined)
    throw new CliError(
      `${basename(given)} is given for no parameter.`,
      EXIT.usage,
      'Write it as --sheet input=samples.csv.',
    );
  return { param, text: readInputText(file) };
}
