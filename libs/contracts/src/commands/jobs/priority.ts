import * as z from 'zod';
import { Priority, ReasonGiven } from '../../events/fields.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const PriorityBody = z.strictObject({
  priority: z
    .union([Priority, z.literal('front')])
    .describe('higher goes first; front: one more than the first in line has'),
  reason: Reason,
});

export const priority = {
  name: 'priority',
  path: 'jobs/:id/priority',
  role: 'operator',
  summary: 'Change the priority of a waiting job, or move it to the front of its queue',
  body: {
    name: 'Priority',
    schema: PriorityBody,
    isRequired: true,
    examples: { urgent: { priority: 10, reason: 'result is needed today' }, front: { priority: 'front' } },
  },
  message: 'Priority changed',
  accepted: 'priority_changed',
  event: {
    description: 'A person changed the priority of a job that waits.',
    data: z.object({ from: z.int(), to: z.int(), reason: ReasonGiven }),
    example: { from: 0, to: 10, reason: 'urgent' },
  },
  refused: 'priority_refused',
  unchanged: 'The job had this priority already.',
  bulk: true,
  effects: [],
  refusals: {
    wrong_status: 'Cannot change the priority of job with status: running',
    already_claimed: 'Cannot change the priority: a runner is about to start the job.',
    being_cancelled: 'Cannot change the priority: the job is being cancelled.',
  },
  text: {
    label: 'Change priority',
    verb: 'change the priority',
    ongoing: 'Changing priority',
    past: 'Changed the priority',
    asked: 'changed the priority',
    ofJobs: true,
  },
  icon: 'arrow-up-to-line',
} as const satisfies CommandDescriptor;
