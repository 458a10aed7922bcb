import * as z from 'zod';
import { QueueOrder, ReasonGiven } from '../../events/fields.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const OrderQueueBody = z.strictObject({
  order: QueueOrder.describe('fair: by fair share between people; age: oldest first'),
  reason: Reason,
});

export const orderQueue = {
  name: 'order_queue',
  target: 'queue',
  path: 'queues/:name/order',
  role: 'admin',
  summary: 'Order jobs of the same priority by fair share between people, or by age alone',
  body: {
    name: 'OrderQueue',
    schema: OrderQueueBody,
    isRequired: true,
    examples: { fair: { order: 'fair' }, age: { order: 'age', reason: 'one team, first come, first served' } },
  },
  message: 'Order of the queue changed',
  accepted: 'queue_order_changed',
  event: {
    description: 'The order between jobs of the same priority was changed.',
    data: z.object({ from: QueueOrder, to: QueueOrder, reason: ReasonGiven }),
    example: { from: 'fair', to: 'age', reason: 'one team, first come, first served' },
  },
  refused: null,
  unchanged: 'The queue had this order already.',
  effects: [],
  refusals: {},
  text: {
    label: 'Order queue',
    verb: 'change the order of the queue',
    ongoing: 'Ordering the queue',
    past: 'Changed the order of the queue',
    asked: 'changed the order of the queue',
  },
  icon: 'arrow-up-down',
} as const satisfies CommandDescriptor;
