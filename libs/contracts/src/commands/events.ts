import type { EventDefinition } from '../events/definition.ts';
import { commandNames, commands, type CommandName, type Commands } from './index.ts';

type AcceptedType = Commands[CommandName]['accepted'];
type CommandOf<T extends AcceptedType> = Extract<Commands[CommandName], { readonly accepted: T }>;

/** Events of accepted commands, one for each command. */
export const commandEvents = Object.fromEntries(
  commandNames.map((name) => {
    const { accepted, event } = commands[name];
    return [accepted, { says: event.says, appendedBy: ['gateway'], data: event.data } satisfies EventDefinition];
  }),
) as unknown as { readonly [T in AcceptedType]: Omit<EventDefinition, 'data'> & Pick<CommandOf<T>['event'], 'data'> };
