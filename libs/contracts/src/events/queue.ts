import * as z from 'zod';

const Slot = z.object({ job_id: z.uuid(), attempt: z.int().positive(), runner_id: z.string() });

export const queueEvents = {
  queue_paused: z.object({ reason: z.string().nullable() }),
  queue_resumed: z.object({ reason: z.string().nullable() }),
  /** `null`: only the slots of the runners limit it. */
  concurrency_limit_changed: z.object({
    from: z.int().positive().nullable(),
    to: z.int().positive().nullable(),
    reason: z.string().nullable(),
  }),
  slot_taken: Slot,
  slot_released: Slot,
} as const;

export type QueueEventType = keyof typeof queueEvents;
