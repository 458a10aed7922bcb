import * as z from 'zod';
import { commandEventsFor } from '../commands/events.ts';
import { defineEvents, schemasOf } from '../events/definition.ts';
import { unchangedEventsFor } from './unchanged.ts';

const Slot = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  runner_id: z.string(),
  /** Slots that the attempt takes; 1 if absent. */
  slots: z.int().positive().optional(),
});

const slotDefinitions = defineEvents({
  slot_taken: {
    description: 'An attempt took a place in the queue; appended together with its claim.',
    appendedBy: ['runner'],
    data: Slot,
  },
  slot_released: {
    description: 'An attempt gave its place back; appended together with its ending.',
    appendedBy: ['gateway', 'runner'],
    data: Slot,
  },
});

export const queueDefinitions = {
  ...commandEventsFor('queue'),
  ...slotDefinitions,
  ...unchangedEventsFor('queue'),
};

export const queueEvents = schemasOf(queueDefinitions);

export type QueueEventType = keyof typeof queueEvents;
