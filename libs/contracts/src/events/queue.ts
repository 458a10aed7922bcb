import * as z from 'zod';
import { defineEvents, schemasOf } from './definition.ts';

const Slot = z.object({ job_id: z.uuid(), attempt: z.int().positive(), runner_id: z.string() });

export const queueDefinitions = defineEvents({
  queue_paused: {
    says: 'The queue was paused: nothing is claimed from it.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: z.object({ reason: z.string().nullable() }),
  },
  queue_resumed: {
    says: 'The queue was resumed.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: z.object({ reason: z.string().nullable() }),
  },
  /** `null`: only the slots of the runners limit it. */
  concurrency_limit_changed: {
    says: 'How many attempts of the queue may run at once was changed; null: no limit.',
    appendedBy: ['gateway'],
    isReserved: true,
    data: z.object({
      from: z.int().positive().nullable(),
      to: z.int().positive().nullable(),
      reason: z.string().nullable(),
    }),
  },
  slot_taken: {
    says: 'An attempt took a place in the queue; appended together with its claim.',
    appendedBy: ['runner'],
    data: Slot,
  },
  slot_released: {
    says: 'An attempt gave its place back; appended together with its ending.',
    appendedBy: ['gateway', 'runner'],
    data: Slot,
  },
});

export const queueEvents = schemasOf(queueDefinitions);

export type QueueEventType = keyof typeof queueEvents;
