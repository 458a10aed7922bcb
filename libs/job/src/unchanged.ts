import { canBeUnchanged, commands, unchangedTypeOf } from '@reprise/contracts';
import type { JobCommand } from './decide.ts';
import type { Decided } from './decision.ts';
import type { QueueCommand, QueueDecided } from './queue/decide.ts';
import type { RunnerDecided, RunnerTargetCommand } from './runner/runner.ts';
import type { Job } from './state.ts';

/**
 * Returns the events that record a command without effect on a job. There are none for a service, because it repeats
 * its request until it has an effect.
 */
export function unchangedJob({ attempt }: Job, command: JobCommand): Decided[] {
  const isOfPerson = 'reason' in command && !('rule' in command && command.rule);
  return isOfPerson ? recordOf(command, { attempt }) : [];
}

/** Returns the same for a command to a queue. */
export const unchangedQueue = (command: QueueCommand): QueueDecided[] =>
  'cause' in command && command.cause ? [] : recordOf(command);

/** Returns the same for a command to a runner. */
export const unchangedRunner = (command: RunnerTargetCommand): RunnerDecided[] =>
  'reason' in command ? recordOf(command) : [];

function recordOf<D>(
  { name, reason }: { readonly name: string; readonly reason: string | null },
  more: object = {},
): D[] {
  if (!canBeUnchanged(name)) return [];
  return [{ type: unchangedTypeOf(name), data: { ...more, reason, detail: commands[name].unchanged } } as D];
}
