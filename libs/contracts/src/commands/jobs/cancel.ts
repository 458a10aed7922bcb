import { Requested } from '../../events/fields.ts';
import { ATTEMPT_ENDINGS, CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const cancel = {
  name: 'cancel',
  path: 'jobs/:id/cancel',
  role: 'operator',
  summary: 'Cancel a job; ends its processes and tasks',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { without_reason: {}, with_reason: { reason: 'wrong sample' } },
  },
  message: 'Pipeline cancelled successfully',
  accepted: 'cancel_requested',
  event: {
    description: 'A person asked to cancel; the job still runs until an ending event says otherwise.',
    data: Requested,
    example: { attempt: 1, reason: 'falsche Probe: „DEMO1“ statt „DEMO2“' },
  },
  refused: 'cancel_refused',
  unchanged: 'The job was being cancelled already.',
  joined: 'cancel_joined',
  bulk: true,
  effects: ATTEMPT_ENDINGS,
  refusals: {
    wrong_status: 'Cannot cancel job with status: completed',
    not_owner: 'Only the person who submitted this job, or an admin, may cancel it.',
  },
  text: { label: 'Cancel', verb: 'cancel', ongoing: 'Cancelling', past: 'Cancelled', asked: 'asked to cancel this' },
  icon: 'octagon-x',
} as const satisfies CommandDescriptor;
