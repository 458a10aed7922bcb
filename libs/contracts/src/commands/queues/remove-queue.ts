import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const removeQueue = {
  name: 'remove_queue',
  target: 'queue',
  path: 'queues/:name/remove',
  role: 'admin',
  summary: 'Remove a queue that has no open job; jobs of the past keep its name',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'the study is over' } },
  },
  message: 'Queue removed',
  accepted: 'queue_removed',
  event: {
    description: 'The queue was removed: no job can be submitted to it until it is made again.',
    data: z.object({ reason: ReasonGiven }),
    example: { reason: 'the study is over' },
  },
  refused: null,
  effects: [],
  refusals: {
    default_queue: 'The default queue cannot be removed.',
    queue_not_empty: 'Queue urgent has 3 open jobs: move or cancel them, or wait for their end, then remove it.',
  },
  text: {
    label: 'Remove queue',
    verb: 'remove the queue',
    ongoing: 'Removing the queue',
    past: 'Removed the queue',
    asked: 'removed the queue',
  },
  icon: 'trash',
} as const satisfies CommandDescriptor;
