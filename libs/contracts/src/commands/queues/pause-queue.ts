import { QueuePauseChanged } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const pauseQueue = {
  name: 'pause_queue',
  target: 'queue',
  path: 'queues/:name/pause',
  role: 'operator',
  summary: 'Pause a queue: no job of it is started, and running ones continue',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'maintenance of the storage at noon' } },
  },
  message: 'Queue paused',
  accepted: 'queue_paused',
  event: {
    description: 'The queue was paused: nothing is claimed from it.',
    data: QueuePauseChanged,
    appendedBy: ['gateway', 'runner'],
    example: { reason: 'Only 1.2 GiB free under /data; 10.0 GiB are kept in reserve.', cause: 'disk_full' },
  },
  refused: null,
  unchanged: 'The queue was paused already.',
  effects: [],
  refusals: {},
  text: {
    label: 'Pause queue',
    verb: 'pause the queue',
    ongoing: 'Pausing the queue',
    past: 'Paused the queue',
    asked: 'paused the queue',
  },
  icon: 'circle-pause',
} as const satisfies CommandDescriptor;
