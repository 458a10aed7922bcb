import {
  commands,
  isJobCommand,
  type CommandNameFor,
  type CommandRefusalCode,
  type ProblemExample,
} from '@reprise/contracts';
import { DescribeCommand } from '../../shared/openapi/describe-command.ts';
import { acceptedExample } from '../examples.ts';
import { lookUpOf } from './look-ups.ts';
import { refusalStatus } from '../../shared/http/refusal-status.ts';

/** Documents a command to a job, or the one that makes it. */
export const DescribeJobCommand = (name: CommandNameFor<'job'>): MethodDecorator =>
  DescribeCommand(commands[name], {
    operationId: `${name[0]!.toUpperCase()}${name.slice(1)}Job_${name}`,
    accepted: acceptedExample(commands[name].message),
    problems: [...lookUpOf(name).problems, ...(isJobCommand(name) ? (['unknown_job'] as const) : [])],
    refusals: refusalsOf(name),
  });

/** A submission makes its job, which can't refuse it. */
function refusalsOf(name: CommandNameFor<'job'>): Record<string, ProblemExample> {
  if (!isJobCommand(name)) return {};
  const refusals = Object.entries(commands[name].refusals).map(([code, detail]) => [
    code === 'wrong_status' ? `${name}_${code}` : code,
    { status: refusalStatus(code as CommandRefusalCode), detail },
  ]);
  return Object.fromEntries(refusals) as Record<string, ProblemExample>;
}
