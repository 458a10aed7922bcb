import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { QueueName } from '../../fields/queue-name.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const MoveBody = z.strictObject({ queue: QueueName.describe('queue to move it to'), reason: Reason });

export const move = {
  name: 'move',
  path: 'jobs/:id/move',
  role: 'operator',
  summary: 'Move a waiting job to another queue',
  body: {
    name: 'Move',
    schema: MoveBody,
    isRequired: true,
    examples: { urgent: { queue: 'urgent', reason: 'result is needed today' } },
  },
  message: 'Job moved',
  accepted: 'queue_changed',
  event: {
    description: 'A person moved a job that waits to another queue.',
    data: z.object({ from: z.string(), to: z.string(), reason: ReasonGiven }),
    example: { from: 'default', to: 'urgent', reason: 'result is needed today' },
  },
  refused: 'move_refused',
  unchanged: 'The job was in this queue already.',
  bulk: true,
  effects: [],
  refusals: {
    wrong_status: 'Cannot move job with status: running',
    already_claimed: 'Cannot move: a runner is about to start the job.',
    being_cancelled: 'Cannot move: the job is being cancelled.',
  },
  text: { label: 'Move', verb: 'move', ongoing: 'Moving', past: 'Moved', asked: 'moved this to another queue' },
  icon: 'arrow-right',
} as const satisfies CommandDescriptor;
