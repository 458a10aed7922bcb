import type { CommandName, CommandTarget, ReasonedName } from '@reprise/contracts';
import {
  IdempotencyKeyReusedError,
  JobContendedError,
  QueueContendedError,
  RunnerContendedError,
} from '@reprise/job-store';
import { unavailable, wrongFields } from './problem.ts';

/** Returns the problem for a command that was not decided, or the error itself unless the caller caused it. */
export function undecidedProblem(error: unknown): unknown {
  if (error instanceof IdempotencyKeyReusedError)
    return wrongFields([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
  if (error instanceof JobContendedError)
    return unavailable('Others are changing this job at the same time. Try again.', 1, error);
  if (error instanceof QueueContendedError)
    return unavailable('Others are changing this queue at the same time. Try again.', 1, error);
  if (error instanceof RunnerContendedError)
    return unavailable('Others are changing this runner at the same time. Try again.', 1, error);
  return error;
}

/**
 * @throws ProblemException if a required reason is missing
 */
export function requireReason(
  required: readonly ReasonedName[],
  target: CommandTarget,
  { name, reason }: { readonly name: CommandName; readonly reason?: string | null | undefined },
): void {
  const verb = name.split('_')[0]!;
  if (required.includes(name) && !reason)
    throw wrongFields([{ field: 'reason', message: `is required to ${verb} a ${target}` }]);
}
