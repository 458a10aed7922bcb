import { ATTEMPT_ENDINGS, CommandBody, type CommandDescriptor } from './descriptor.ts';

export const cancel = {
  name: 'cancel',
  path: 'jobs/:id/cancel',
  summary: 'Cancel a job; ends every process of it',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { without_reason: {}, with_reason: { reason: 'wrong sample' } },
  },
  message: 'Pipeline cancelled successfully',
  accepted: 'cancel_requested',
  refused: 'cancel_refused',
  effects: ATTEMPT_ENDINGS,
  refusals: { wrong_status: 'Cannot cancel job with status: completed' },
  words: { label: 'Cancel', ongoing: 'Cancelling', past: 'Cancelled', asked: 'asked to cancel this' },
  icon: 'octagon-x',
} as const satisfies CommandDescriptor;
