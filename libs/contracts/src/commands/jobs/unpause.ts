import { Requested } from '../../events/fields.ts';
import { ATTEMPT_ENDINGS, CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const unpause = {
  name: 'unpause',
  path: 'jobs/:id/unpause',
  role: 'operator',
  summary: 'Continue a paused job',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'the urgent sample is done' } },
  },
  message: 'Pipeline unpause requested',
  accepted: 'unpause_requested',
  event: {
    description: 'A person asked to unpause the job.',
    data: Requested,
    example: { attempt: 1, reason: null },
  },
  refused: 'unpause_refused',
  unchanged: 'The job was being unpaused already.',
  bulk: true,
  effects: ['unpaused', ...ATTEMPT_ENDINGS],
  refusals: {
    wrong_status: 'Cannot unpause job with status: running',
    being_cancelled: 'Cannot unpause: the job is being cancelled.',
  },
  text: {
    label: 'Unpause',
    verb: 'unpause',
    ongoing: 'Unpausing',
    past: 'Unpaused',
    asked: 'asked to unpause this',
  },
  icon: 'play',
} as const satisfies CommandDescriptor;
