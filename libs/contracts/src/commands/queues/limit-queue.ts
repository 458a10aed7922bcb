import * as z from 'zod';
import { ConcurrencyLimit, ReasonGiven } from '../../events/fields.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const LimitQueueBody = z.strictObject({
  limit: ConcurrencyLimit.describe('most jobs of the queue that run at once'),
  reason: Reason,
});

export const limitQueue = {
  name: 'limit_queue',
  target: 'queue',
  path: 'queues/:name/limit',
  role: 'admin',
  summary: 'Limit how many jobs of a queue run at once, or lift the limit',
  body: {
    name: 'LimitQueue',
    schema: LimitQueueBody,
    isRequired: true,
    examples: { four: { limit: 4, reason: 'leave room for the others' }, no_limit: { limit: null } },
  },
  message: 'Limit of the queue changed',
  accepted: 'concurrency_limit_changed',
  event: {
    description: 'How many attempts of the queue may run at once was changed; null: no limit.',
    data: z.object({ from: ConcurrencyLimit, to: ConcurrencyLimit, reason: ReasonGiven }),
    example: { from: null, to: 4, reason: 'leave room for the others' },
  },
  refused: null,
  unchanged: 'The queue had this limit already.',
  effects: [],
  refusals: {},
  text: {
    label: 'Limit queue',
    verb: 'change the limit of the queue',
    ongoing: 'Limiting the queue',
    past: 'Changed the limit of the queue',
    asked: 'changed the limit of the queue',
  },
  icon: 'gauge',
} as const satisfies CommandDescriptor;
