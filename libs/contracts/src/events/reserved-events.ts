import * as z from 'zod';
import { defineEvents } from './definition.ts';
import { Params, ReasonGiven, Requested } from './fields.ts';

/** Lifecycle events of commands to come: published so that programs can be made for them, and appended by nothing yet. */
export const reservedEvents = defineEvents({
  restart_requested: {
    says: 'A person asked for a new attempt from a step on, perhaps with changed parameters.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: Requested.extend({
      params: Params.optional(),
      /** Full process name. */
      step: z.string(),
    }),
  },
  priority_changed: {
    says: 'A person changed the priority of a job that waits.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: z.object({ from: z.int(), to: z.int(), reason: ReasonGiven }),
  },
});
