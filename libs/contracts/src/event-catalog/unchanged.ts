import * as z from 'zod';
import { commandNames, commandNamesFor, type CommandName, type CommandTarget } from '../commands/command-names.ts';
import { canBeUnchanged, commands, unchangedTypeOf, type UnchangedNameFor } from '../commands/index.ts';
import type { EventDefinition } from '../events/definition.ts';
import { AttemptNumber, ReasonGiven } from '../events/fields.ts';

const ofQueueOrRunner = z.object({
  /** Reason given with the command. */
  reason: ReasonGiven,
  /** Sentence that says why nothing changed. */
  detail: z.string(),
});
const ofJob = z.object({ attempt: AttemptNumber, ...ofQueueOrRunner.shape });

type DataFor<T extends CommandTarget> = T extends 'job' ? typeof ofJob : typeof ofQueueOrRunner;

/** Type of an event that records a command without effect, for a kind of resource. */
export type UnchangedTypeFor<T extends CommandTarget> = `${UnchangedNameFor<T>}_unchanged`;

type UnchangedEventsFor<T extends CommandTarget> = {
  readonly [N in UnchangedTypeFor<T>]: Omit<EventDefinition, 'data'> & { readonly data: DataFor<T> };
};

/** Returns the events of commands without effect. */
export const unchangedEventsFor = <T extends CommandTarget>(target: T): UnchangedEventsFor<T> =>
  Object.fromEntries(
    (commandNamesFor(target) as readonly CommandName[]).filter(canBeUnchanged).map((name) => [
      unchangedTypeOf(name),
      {
        description: `A person asked to ${commands[name].text.verb}, and nothing changed. ${commands[name].unchanged}`,
        appendedBy: ['gateway'],
        data: target === 'job' ? ofJob : ofQueueOrRunner,
      } satisfies EventDefinition,
    ]),
  ) as unknown as UnchangedEventsFor<T>;

/** Types of all events that record a command without effect. */
export const unchangedTypes: readonly UnchangedTypeFor<CommandTarget>[] = commandNames
  .filter(canBeUnchanged)
  .map((name) => unchangedTypeOf(name));

export const isUnchangedType = (type: string): boolean => (unchangedTypes as readonly string[]).includes(type);
