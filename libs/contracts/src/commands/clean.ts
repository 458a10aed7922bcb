import * as z from 'zod';
import { CleanTarget, Requested } from '../events/fields.ts';
import { Reason, type CommandDescriptor } from './descriptor.ts';

const CleanBody = z.preprocess(
  (body) => body ?? {},
  z.strictObject({
    reason: Reason,
    what: CleanTarget.default('work_dir'),
    /** Storage on which a rerun left files of earlier attempts: all of them there are deleted, whatever `what` is. */
    storage_id: z.string().max(200).optional(),
  }),
);

export const clean = {
  name: 'clean',
  path: 'jobs/:id/clean',
  role: 'operator',
  summary: 'Delete files of a job that has ended: its work dir, partial outputs, results, or all of them',
  body: {
    name: 'Clean',
    schema: CleanBody,
    isRequired: false,
    examples: { work_dir: {}, all: { what: 'all', reason: 'the sample was withdrawn' } },
  },
  message: 'Pipeline clean requested',
  accepted: 'clean_requested',
  event: {
    says: 'A person or a retention rule asked to delete files of a job that has ended.',
    data: Requested.extend({
      what: CleanTarget,
      /** Retention rule that asked, as people read it; null: a person did. */
      rule: z.string().nullable(),
      /** Other storage, on which a rerun left files of earlier attempts; absent: that of the latest run. */
      storage_id: z.string().optional(),
    }),
    example: { attempt: 1, reason: 'the disk is nearly full', what: 'work_dir', rule: null },
  },
  refused: 'clean_refused',
  effects: ['cleaned', 'clean_failed'],
  refusals: {
    wrong_status: 'Cannot clean job with status: running',
    nothing_left: 'Cannot clean: nothing of this job was left on that storage.',
    nothing_stored: 'Cannot clean: this job never ran, so nothing of it is stored.',
    already_clean: 'Cannot clean: its work dir was removed on 2026-03-02T08:00:00.000Z by retention: 30 days.',
    being_cleaned: 'Cannot clean: other files of this job are being deleted. Wait until that is done.',
    pinned: 'Cannot clean: this job is pinned. Unpin it first.',
  },
  words: { label: 'Clean', ongoing: 'Cleaning', past: 'Cleaned', asked: 'asked to clean this' },
  bulk: true,
  icon: 'brush-cleaning',
} as const satisfies CommandDescriptor;
