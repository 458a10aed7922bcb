import * as z from 'zod';
import { defineEvents } from './definition.ts';
import { ReasonGiven } from './fields.ts';

/** Lifecycle events of commands to come: published so that programs can be made for them, and appended by nothing yet. */
export const reservedEvents = defineEvents({
  priority_changed: {
    says: 'A person changed the priority of a job that waits.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: z.object({ from: z.int(), to: z.int(), reason: ReasonGiven }),
  },
});
