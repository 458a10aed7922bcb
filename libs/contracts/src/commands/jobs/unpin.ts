import { Requested } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const unpin = {
  name: 'unpin',
  path: 'jobs/:id/unpin',
  role: 'operator',
  summary: 'Let retention rules and cleans delete the files of a job again',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'the validation is over' } },
  },
  message: 'Pipeline unpinned',
  accepted: 'job_unpinned',
  event: {
    description: 'A person let retention rules delete the files of a job again.',
    data: Requested,
    example: { attempt: 1, reason: 'the validation is over' },
  },
  refused: 'unpin_refused',
  effects: [],
  refusals: {
    wrong_status: 'Cannot unpin job with status: running',
    not_pinned: 'Cannot unpin: this job is not pinned.',
  },
  text: { label: 'Unpin', verb: 'unpin', ongoing: 'Unpinning', past: 'Unpinned', asked: 'unpinned this' },
  bulk: true,
  icon: 'pin-off',
} as const satisfies CommandDescriptor;
