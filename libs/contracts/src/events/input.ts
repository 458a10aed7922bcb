import * as z from 'zod';
import { inputEventsOfWings } from '../catalogue.ts';
import { defineEvents, schemasOf } from './definition.ts';
import { NamedInputKind, ReasonGiven } from './fields.ts';

const NamedInputValues = z.object({
  name: z.string(),
  kind: NamedInputKind,
  params: z.record(z.string(), z.string()),
  reason: ReasonGiven,
});

/** Events of inputs under a name, and of what else wings make inputs of. The subject is the id of the input. */
export const inputDefinitions = defineEvents({
  ...inputEventsOfWings,
  input_registered: {
    says: 'A person registered values of parameters under a name, for everybody.',
    appendedBy: ['gateway'],
    data: NamedInputValues,
  },
  input_removed: {
    says: 'A person removed a registered input: it is offered no longer. Jobs keep their paths.',
    appendedBy: ['gateway'],
    data: NamedInputValues.extend({ registered_by: z.string(), registered_at: z.iso.datetime() }),
  },
});

export const inputEvents = schemasOf(inputDefinitions);
export type InputEventType = keyof typeof inputEvents;
