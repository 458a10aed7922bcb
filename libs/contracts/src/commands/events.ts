import type { EventDefinition } from '../events/definition.ts';
import { commandNamesFor, type CommandNameFor, type CommandTarget } from './command-names.ts';
import type { CommandDescriptor } from './descriptor.ts';
import { commands, type Commands } from './index.ts';

type CommandFor<T extends CommandTarget> = Commands[CommandNameFor<T>];
type EventOf<C, A> = C extends { readonly accepted: A; readonly event: infer E } ? E : never;
type CommandEventsFor<T extends CommandTarget> = {
  readonly [A in CommandFor<T>['accepted']]: Omit<EventDefinition, 'data'> & Pick<EventOf<CommandFor<T>, A>, 'data'>;
};

/** Returns the events of accepted commands for a kind of resource, one per command. */
export const commandEventsFor = <T extends CommandTarget>(target: T): CommandEventsFor<T> =>
  Object.fromEntries(
    commandNamesFor(target).map((name) => {
      const { accepted, event }: CommandDescriptor = commands[name];
      const { description, data, appendedBy = ['gateway'] } = event;
      return [accepted, { description, appendedBy, data } satisfies EventDefinition];
    }),
  ) as unknown as CommandEventsFor<T>;
