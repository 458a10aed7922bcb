import * as z from 'zod';
import { PauseMode, Requested } from '../events/fields.ts';
import { ATTEMPT_ENDINGS, Reason, type CommandDescriptor } from './descriptor.ts';

const PauseBody = z.preprocess(
  (body) => body ?? {},
  z.strictObject({ reason: Reason, mode: PauseMode.default('freeze') }),
);

export const pause = {
  name: 'pause',
  path: 'jobs/:id/pause',
  role: 'operator',
  summary: 'Hold a running job: freeze its processes, or let running tasks finish and start no new one',
  body: {
    name: 'Pause',
    schema: PauseBody,
    isRequired: false,
    examples: { freeze: { reason: 'urgent sample first' }, drain: { mode: 'drain', reason: 'maintenance at noon' } },
  },
  message: 'Pipeline pause requested',
  accepted: 'pause_requested',
  event: {
    says: 'A person asked to pause: freeze the processes, or start no new tasks.',
    data: Requested.extend({ mode: PauseMode }),
    example: { attempt: 1, reason: 'the cluster is needed', mode: 'freeze' },
  },
  refused: 'pause_refused',
  bulk: true,
  effects: ['paused', ...ATTEMPT_ENDINGS],
  refusals: {
    wrong_status: 'Cannot pause job with status: completed',
    being_cancelled: 'Cannot pause: the job is being cancelled.',
  },
  words: { label: 'Pause', ongoing: 'Pausing', past: 'Paused', asked: 'asked to pause this' },
  icon: 'circle-pause',
} as const satisfies CommandDescriptor;
