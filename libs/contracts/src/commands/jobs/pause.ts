import * as z from 'zod';
import { optionalBody } from '../../inputs.ts';
import { PauseMode, Requested } from '../../events/fields.ts';
import { ATTEMPT_ENDINGS, Reason, type CommandDescriptor } from '../descriptor.ts';

const PauseBody = optionalBody(
  z.strictObject({
    reason: Reason,
    mode: PauseMode.default('freeze').describe('freeze: its tasks stop now; drain: its tasks end, and no other starts'),
  }),
);

/** `GET /api/jobs/{id}/pause/preview`: time limits that continue to count while the job is paused. */
const PausePreview = z.object({
  /** Steps with running tasks. */
  steps: z.array(
    z.object({
      /** Full name of the process. */
      process: z.string(),
      step: z.string(),
      /** Number of its running tasks. */
      tasks: z.int(),
      /** Whether the limit is known. */
      known: z.boolean(),
      limit_ms: z.number().nullable(),
      /** Whether the limit comes from an earlier job of the pipeline. This job's parameters may change it. */
      of_earlier_job: z.boolean(),
      /** Milliseconds until the first of its tasks reaches the limit, paused or not; null if there is no limit. */
      left_ms: z.number().nullable(),
    }),
  ),
});

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
    description: 'A person asked to pause: freeze the processes, or start no new tasks.',
    data: Requested.extend({ mode: PauseMode }),
    example: { attempt: 1, reason: 'the cluster is needed', mode: 'freeze' },
  },
  preview: {
    summary: 'Time limits of the running steps, which continue to count while the job is paused; changes nothing',
    query: {},
    answer: {
      name: 'PausePreview',
      schema: PausePreview,
      example: {
        steps: [
          {
            process: 'ALIGN',
            step: 'Align reads',
            tasks: 1,
            known: true,
            limit_ms: 14_400_000,
            of_earlier_job: false,
            left_ms: 11_520_000,
          },
        ],
      },
    },
  },
  refused: 'pause_refused',
  unchanged: 'The job was being paused already.',
  bulk: true,
  effects: ['paused', ...ATTEMPT_ENDINGS],
  refusals: {
    wrong_status: 'Cannot pause job with status: completed',
    being_cancelled: 'Cannot pause: the job is being cancelled.',
  },
  text: { label: 'Pause', verb: 'pause', ongoing: 'Pausing', past: 'Paused', asked: 'asked to pause this' },
  icon: 'circle-pause',
} as const satisfies CommandDescriptor;
