import type { EventDefinition } from '../events/definition.ts';
import type { CommandDescriptor, CommandTarget } from './descriptor.ts';
import { commandNamesFor, commands, type CommandNameFor, type Commands } from './index.ts';

type CommandFor<T extends CommandTarget> = Commands[CommandNameFor<T>];
type EventOf<C, A> = C extends { readonly accepted: A; readonly event: infer E } ? E : never;
type CommandEventsFor<T extends CommandTarget> = {
  readonly [A in CommandFor<T>['accepted']]: Omit<EventDefinition, 'data'> & Pick<EventOf<CommandFor<T>, A>, 'data'>;
};

/** Returns the events of accepted commands about a kind of thing, one for each command. */
export const commandEventsFor = <T extends CommandTarget>(target: T): CommandEventsFor<T> =>
  Object.fromEntries(
    commandNamesFor(target).map((name) => {
      const { accepted, event }: CommandDescriptor = commands[name];
      const { says, data, appendedBy = ['gateway'] } = event;
      return [accepted, { says, appendedBy, data } satisfies EventDefinition];
    }),
  ) as unknown as CommandEventsFor<T>;
