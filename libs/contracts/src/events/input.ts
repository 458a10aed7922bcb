import * as z from 'zod';
import { inputEventsOfWings } from '../catalogue.ts';
import { defineEvents, schemasOf, type EventDefinition } from './definition.ts';
import { NamedInputKind, ReasonGiven } from './fields.ts';

const NamedInputValues = z.object({
  name: z.string(),
  kind: NamedInputKind,
  params: z.record(z.string(), z.string()),
  reason: ReasonGiven,
});

/** Events of registered inputs, and events that wings add to this family. The subject is the input id. */
export const inputDefinitions = defineEvents({
  ...inputEventsOfWings,
  input_registered: {
    description: 'A person registered values of parameters under a name, for everybody.',
    appendedBy: ['gateway'],
    isCommand: true,
    data: NamedInputValues,
  },
  input_removed: {
    description: 'A person removed a registered input: it is offered no longer. Jobs keep their paths.',
    appendedBy: ['gateway'],
    isCommand: true,
    data: NamedInputValues.extend({ registered_by: z.string(), registered_at: z.iso.datetime() }),
  },
});

export const inputEvents = schemasOf(inputDefinitions);
export type InputEventType = keyof typeof inputEvents;

/** Returns the types whose definition has a flag. */
export const inputTypesWith = (mark: 'isCommand' | 'isDeletion'): InputEventType[] => {
  const definitions: Readonly<Record<InputEventType, EventDefinition>> = inputDefinitions;
  return (Object.keys(definitions) as InputEventType[]).filter((type) => definitions[type][mark]);
};
