import type * as z from 'zod';
import { abandon } from './jobs/abandon.ts';
import { cancel } from './jobs/cancel.ts';
import { classify } from './jobs/classify.ts';
import { clean } from './jobs/clean.ts';
import {
  commandNames,
  type CommandName,
  type CommandNameFor,
  type CommandTarget,
  type PreviewedCommandName,
} from './command-names.ts';
import type { CommandDescriptor } from './descriptor.ts';
import { drainRunner } from './runners/drain-runner.ts';
import { createQueue } from './queues/create-queue.ts';
import { label } from './jobs/label.ts';
import { limitQueue } from './queues/limit-queue.ts';
import { move } from './jobs/move.ts';
import { orderQueue } from './queues/order-queue.ts';
import { pauseQueue } from './queues/pause-queue.ts';
import { pause } from './jobs/pause.ts';
import { pin } from './jobs/pin.ts';
import { priority } from './jobs/priority.ts';
import { rerun } from './jobs/rerun.ts';
import { restart } from './jobs/restart.ts';
import { removeQueue } from './queues/remove-queue.ts';
import { resumeQueue } from './queues/resume-queue.ts';
import { resume } from './jobs/resume.ts';
import { scheduleRunner } from './runners/schedule-runner.ts';
import { sign } from './jobs/sign.ts';
import { submit } from './jobs/submit.ts';
import { undrainRunner } from './runners/undrain-runner.ts';
import { unpause } from './jobs/unpause.ts';
import { unpin } from './jobs/unpin.ts';

/** The catalogue: every command, in the order that documents, filters and buttons use. */
export const commands = {
  submit,
  cancel,
  abandon,
  pause,
  unpause,
  resume,
  restart,
  rerun,
  clean,
  pin,
  unpin,
  classify,
  sign,
  priority,
  move,
  label,
  create_queue: createQueue,
  pause_queue: pauseQueue,
  resume_queue: resumeQueue,
  limit_queue: limitQueue,
  drain_runner: drainRunner,
  undrain_runner: undrainRunner,
  schedule_runner: scheduleRunner,
  order_queue: orderQueue,
  remove_queue: removeQueue,
} as const satisfies Record<CommandName, CommandDescriptor>;

export type Commands = typeof commands;
/** Response of a command's preview. */
export type PreviewOf<N extends PreviewedCommandName> = z.infer<Commands[N]['preview']['answer']['schema']>;
/** A string code of a refusal, such as `wrong_status`. */
export type CommandRefusalCode = { [N in CommandName]: keyof Commands[N]['refusals'] }[CommandName];

/** A command that may leave everything unchanged. */
export type UnchangedName = {
  [N in CommandName]: Commands[N] extends { readonly unchanged: string } ? N : never;
}[CommandName];
/** A command for a kind of resource that may leave everything unchanged. */
export type UnchangedNameFor<T extends CommandTarget> = Extract<UnchangedName, CommandNameFor<T>>;

/** Type of the event that records a command without effect. */
export const unchangedTypeOf = <N extends UnchangedName>(name: N): `${N}_unchanged` => `${name}_unchanged`;
export const canBeUnchanged = (name: string): name is UnchangedName =>
  Object.hasOwn(commands, name) && 'unchanged' in commands[name as CommandName];

/** Types of the events that record a command, in the order accepted, refused, joined, unchanged. */
export function eventTypesOf(name: CommandName): string[] {
  const { accepted, refused, joined }: CommandDescriptor = commands[name];
  return [
    ...[accepted, ...(refused === null ? [] : [refused]), ...(joined === undefined ? [] : [joined])],
    ...(canBeUnchanged(name) ? [unchangedTypeOf(name)] : []),
  ];
}

/** Returns the command that events of a type record: accepted, refused, joined or unchanged. */
export function commandOf(type: string): Commands[CommandName] | undefined {
  const name = commandNames.find((each) => eventTypesOf(each).includes(type));
  return name && commands[name];
}

/** Builds a table with an entry for each command, in catalogue order. */
export const forEachCommand = <T>(entryOf: (command: Commands[CommandName]) => T): Record<CommandName, T> =>
  Object.fromEntries(commandNames.map((name) => [name, entryOf(commands[name])])) as Record<CommandName, T>;

export { abandon, cancel, classify, clean, pause, pin, rerun, restart, resume, sign, submit, unpause, unpin };
