import * as z from 'zod';
import { commandRights } from '../../access/command-rights.ts';
import { CommandAccepted, QueueCommandAccepted, RunnerCommandAccepted } from '../../commands/accepted.ts';
import {
  commandNames,
  isJobCommand,
  targetOf,
  type CommandName,
  type CommandNameFor,
  type CommandTarget,
} from '../../commands/command-names.ts';
import { commands, type Commands } from '../../commands/index.ts';
import { QueueName } from '../../fields/queue-name.ts';
import { json } from '../../http/answers.ts';
import { idempotencyKey } from '../../http/page-query.ts';
import { everyBody, everyRoute, sharedProblems, type ProblemExamples } from '../../http/problem-examples.ts';
import type { JsonAnswer, Route } from '../../http/route.ts';
import { JobId } from '../../inputs.ts';
import { RunnerId } from '../../writers.ts';
import { lookUpProblems } from './command-problems.ts';
import { EXAMPLE } from '../examples/values.ts';
import { jobProblems } from '../problems/jobs.ts';
import { refusalStatus } from './refusal-status.ts';

const { other_site, wrong_body, reason_required, wrong_key, other_body } = sharedProblems;
const { log_away, maybe_stored, job_contested, another_log, unknown_job } = sharedProblems;
const { unknown_queue, unknown_runner } = jobProblems;

const everyCommand = {
  ...everyRoute,
  ...everyBody,
  other_site,
  wrong_body,
  reason_required,
  wrong_key,
  other_body,
  log_away,
  maybe_stored,
  job_contested,
  another_log,
};

const params = { id: JobId, name: QueueName, runner: RunnerId };
const unknownOf = { id: { unknown_job }, name: { unknown_queue }, runner: { unknown_runner } };
type Params = typeof params;

const { commandId: command_id } = EXAMPLE;
const accepted = {
  job: json('CommandAccepted', CommandAccepted, { message: '', job_id: EXAMPLE.jobId, seq: 43, command_id }),
  queue: json('QueueCommandAccepted', QueueCommandAccepted, { message: '', queue: 'default', seq: 43, command_id }),
  runner: json('RunnerCommandAccepted', RunnerCommandAccepted, {
    message: '',
    runner_id: 'runner-1',
    seq: 43,
    command_id,
  }),
} satisfies Record<CommandTarget, JsonAnswer<z.ZodType>>;
type Accepted = typeof accepted;
type TargetOf<N extends CommandName> = {
  [T in CommandTarget]: N extends CommandNameFor<T> ? T : never;
}[CommandTarget];

/** `jobs/{id}/cancel` for `jobs/:id/cancel`. */
type Braced<P extends string> = P extends `${infer A}:${infer B}/${infer C}`
  ? `${A}{${B}}/${C}`
  : P extends `${infer A}:${infer B}`
    ? `${A}{${B}}`
    : P;
type ParamOf<P extends string> = { [K in keyof Params]: P extends `${string}:${K}${string}` ? K : never }[keyof Params];

/** Route of a command, with its types from the catalogue. */
export interface CommandRoute<N extends CommandName> extends Route {
  readonly method: 'POST';
  readonly path: `/api/${Braced<Commands[N]['path']>}`;
  readonly params: z.ZodObject<Pick<Params, ParamOf<Commands[N]['path']>>>;
  readonly body: Route['body'] & { readonly schema: Commands[N]['body']['schema'] };
  readonly answer: Accepted[TargetOf<N>];
}

/** Routes of the command catalogue. */
export const commandRoutes = Object.fromEntries(commandNames.map((name) => [name, commandRoute(name)])) as unknown as {
  readonly [N in CommandName]: CommandRoute<N>;
};

function commandRoute(name: CommandName): Route {
  const { path, summary, body, message } = commands[name];
  const { name: bodyName, schema, isRequired, examples } = body;
  const target = targetOf(name);
  const param = (Object.keys(params) as (keyof Params)[]).find((each) => path.includes(`:${each}`));
  const answer: JsonAnswer<z.ZodType> = accepted[target];
  return {
    method: 'POST',
    path: `/api/${path.replace(/:(\w+)/g, '{$1}')}`,
    id: target === 'job' ? `${capitalized(name)}Job_${name}` : `${name.split('_').map(capitalized).join('')}_${name}`,
    summary,
    tag: 'Commands',
    right: commandRights[name],
    params: z.object(param ? { [param]: params[param] } : {}),
    headers: idempotencyKey(
      'Makes a repeated command one command: the same key with the same body gets the same answer again.',
    ),
    body: { name: bodyName, schema, ...(!isRequired && { isOptional: true }), examples },
    answer: {
      ...answer,
      status: 202,
      description: 'Accepted: recorded in the log, its effect follows',
      example: { ...(answer.example as object), message },
    },
    problems: { ...everyCommand, ...lookUpProblems[name], ...(param && unknownOf[param]), ...refusalsOf(name) },
  };
}

/** A submission creates its job, so no job can refuse it. */
function refusalsOf(name: CommandName): ProblemExamples {
  if (targetOf(name) === 'job' && !isJobCommand(name)) return {};
  return Object.fromEntries(
    Object.entries<string>(commands[name].refusals).map(([code, detail]) => [
      isJobCommand(name) && code === 'wrong_status' ? `${name}_${code}` : code,
      { status: refusalStatus(code), detail },
    ]),
  );
}

function capitalized(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}
