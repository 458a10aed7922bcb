import { Requested } from '../../events/fields.ts';
import { ATTEMPT_COURSE, CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const resume = {
  name: 'resume',
  path: 'jobs/:id/resume',
  role: 'operator',
  summary: 'Continue a failed job from its finished tasks',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'disk is free again' } },
  },
  message: 'Pipeline resume started',
  accepted: 'resume_requested',
  event: {
    description: 'A person, or the policy of the job, asked for a new attempt that continues where the last one ended.',
    data: Requested,
    example: { attempt: 2, reason: 'the disk was full; there is room now' },
  },
  refused: 'resume_refused',
  bulk: true,
  effects: ATTEMPT_COURSE,
  refusals: {
    not_proven:
      'Cannot resume: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: squeue did not answer in 10 s. Submit another like it, or wait until nothing of it is left.',
    wrong_status: 'Cannot resume job with status: completed',
    work_dir_gone:
      'Cannot resume: its work dir was removed on 2026-03-02 08:00:00 UTC by retention policy. Rerun it instead.',
    being_cleaned: 'Cannot resume: its files are being deleted. Rerun it instead.',
    never_started: 'Cannot resume: this job never started, so no work is kept. Rerun it instead.',
  },
  text: { label: 'Resume', verb: 'resume', ongoing: 'Resuming', past: 'Resumed', asked: 'resumed this' },
  icon: 'circle-play',
} as const satisfies CommandDescriptor;
