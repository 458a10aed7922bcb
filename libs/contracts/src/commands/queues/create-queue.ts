import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { QueueName } from '../../fields/queue-name.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const CreateQueueBody = z.strictObject({ name: QueueName.describe('name of the new queue'), reason: Reason });

export const createQueue = {
  name: 'create_queue',
  target: 'queue',
  path: 'queues',
  role: 'admin',
  summary: 'Create a queue in addition to the default one',
  body: {
    name: 'CreateQueue',
    schema: CreateQueueBody,
    isRequired: true,
    examples: { urgent: { name: 'urgent', reason: 'for patients of the intensive care unit' } },
  },
  message: 'Queue created',
  accepted: 'queue_created',
  event: {
    description: 'The queue was made: jobs can be submitted to it.',
    data: z.object({ reason: ReasonGiven }),
    example: { reason: 'for patients of the intensive care unit' },
  },
  refused: null,
  effects: [],
  refusals: { queue_exists: 'There is a queue urgent already.' },
  text: {
    label: 'New queue',
    verb: 'create the queue',
    ongoing: 'Creating the queue',
    past: 'Created the queue',
    asked: 'created the queue',
  },
  icon: 'plus',
} as const satisfies CommandDescriptor;
