import * as z from 'zod';
import { Requested } from '../../events/fields.ts';
import type { CommandDescriptor } from '../descriptor.ts';

const REQUIRED = 'is required to abandon a job';
const AbandonBody = z.strictObject({ reason: z.string(REQUIRED).trim().min(1, REQUIRED).max(500) });

export const abandon = {
  name: 'abandon',
  path: 'jobs/:id/abandon',
  role: 'admin',
  summary: 'Give up a job that is not proven to have ended: it fails at once, and its files are locked until it is',
  body: {
    name: 'Abandon',
    schema: AbandonBody,
    isRequired: true,
    examples: { dead_cluster: { reason: 'the old cluster was switched off' } },
  },
  message: 'Pipeline abandoned',
  accepted: 'abandon_requested',
  event: {
    description:
      'An administrator gave up an attempt whose tasks are not proven to have ended; `attempt_failed` with the cause `abandoned` follows at once.',
    data: Requested,
    example: { attempt: 1, reason: 'the old cluster was switched off' },
  },
  refused: 'abandon_refused',
  effects: ['attempt_failed', 'end_proven'],
  refusals: {
    wrong_status: 'Cannot abandon job with status: completed',
    nothing_unproven:
      'Cannot abandon: no executor has failed to prove something about this job. Cancel it: it ends once nothing of it is left.',
  },
  text: { label: 'Abandon', verb: 'abandon', ongoing: 'Abandoning', past: 'Abandoned', asked: 'abandoned this' },
  icon: 'circle-minus',
} as const satisfies CommandDescriptor;
