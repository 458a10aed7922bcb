import { Requested } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const pin = {
  name: 'pin',
  path: 'jobs/:id/pin',
  role: 'operator',
  summary: 'Keep the files of a job: no retention rule and no clean deletes them',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'control of the validation' } },
  },
  message: 'Pipeline pinned',
  accepted: 'job_pinned',
  event: {
    description: 'A person asked to keep the files of a job, whatever the retention rules.',
    data: Requested,
    example: { attempt: 1, reason: 'control of the validation' },
  },
  refused: 'pin_refused',
  effects: [],
  refusals: {
    wrong_status: 'Cannot pin job with status: running',
    being_cleaned: 'Cannot pin: its files are being deleted. Wait until that is done.',
    already_pinned: 'Cannot pin: this job is pinned already.',
  },
  text: { label: 'Pin', verb: 'pin', ongoing: 'Pinning', past: 'Pinned', asked: 'pinned this' },
  bulk: true,
  icon: 'pin',
} as const satisfies CommandDescriptor;
