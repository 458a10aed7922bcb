import { QueuePauseChanged } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const resumeQueue = {
  name: 'resume_queue',
  target: 'queue',
  path: 'queues/:name/resume',
  role: 'operator',
  summary: 'Resume a paused queue: its jobs are started again',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'the maintenance is over' } },
  },
  message: 'Queue resumed',
  accepted: 'queue_resumed',
  event: {
    description: 'The queue was resumed.',
    data: QueuePauseChanged,
    appendedBy: ['gateway', 'runner'],
    example: { reason: 'There is room again.', cause: 'disk_full' },
  },
  refused: null,
  unchanged: 'The queue was not paused.',
  effects: [],
  refusals: {},
  text: {
    label: 'Resume queue',
    verb: 'resume the queue',
    ongoing: 'Resuming the queue',
    past: 'Resumed the queue',
    asked: 'resumed the queue',
  },
  icon: 'play',
} as const satisfies CommandDescriptor;
