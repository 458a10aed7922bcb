import * as z from 'zod';
import { optionalBody } from '../../inputs.ts';
import { CleanTarget, Requested } from '../../events/fields.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

/** `GET /api/jobs/{id}/clean/preview`: files that a clean would delete now. Deletes nothing. */
export const CleanPreview = z.object({
  what: CleanTarget,
  /** Files and folders (with their content) to delete, largest first, at most 200. */
  paths: z.array(z.object({ path: z.string(), files: z.int(), bytes: z.int() })),
  /** Total number of files in all paths. */
  files: z.int(),
  bytes: z.int(),
  /** Number of files in the work dir that results link to. They are kept. */
  linked: z.int(),
  /** URL of a work dir in an object store. It is not deleted. */
  remote: z.string().nullable(),
  /** Whether the job can be resumed afterwards, if it failed. */
  resume_possible: z.boolean(),
  /** `false` if counting stopped at the limit. */
  complete: z.boolean(),
});
export type CleanPreview = z.infer<typeof CleanPreview>;

const CleanBody = optionalBody(
  z.strictObject({
    reason: Reason,
    what: CleanTarget.default('work_dir').describe('files to delete'),
    storage_id: z
      .string()
      .max(200)
      .optional()
      .describe('id of a storage on which a rerun left files of earlier attempts: all of them there are deleted'),
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
    description: 'A person or a retention rule asked to delete files of a job that has ended.',
    data: Requested.extend({
      what: CleanTarget,
      /** Text of the retention rule that requested it; null if a person requested it. */
      rule: z.string().nullable(),
      /** Storage on which a rerun left files of earlier attempts; absent for the storage of the latest run. */
      storage_id: z.string().optional(),
    }),
    example: { attempt: 1, reason: 'the disk is nearly full', what: 'work_dir', rule: null },
  },
  preview: {
    summary: 'Paths and bytes that a clean would delete now; deletes nothing',
    query: {
      what: CleanTarget.default('work_dir'),
      /** Storage with files that a rerun left behind. If set, only those are deleted, and `what` is ignored. */
      storage_id: z.string().max(200).optional(),
    },
    answer: {
      name: 'CleanPreview',
      schema: CleanPreview,
      example: {
        what: 'work_dir',
        files: 212,
        bytes: 96_468_992,
        paths: [{ path: '/var/lib/reprise/jobs/0196f0c8/work', files: 212, bytes: 96_468_992 }],
        linked: 0,
        remote: null,
        resume_possible: false,
        complete: true,
      },
    },
  },
  refused: 'clean_refused',
  unchanged: 'These files were being deleted already.',
  effects: ['cleaned', 'clean_failed'],
  refusals: {
    not_proven:
      'Cannot clean: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: squeue did not answer in 10 s. Submit another like it, or wait until nothing of it is left.',
    wrong_status: 'Cannot clean job with status: running',
    nothing_left: 'Cannot clean: nothing of this job was left on that storage.',
    nothing_stored: 'Cannot clean: this job never ran, so nothing of it is stored.',
    already_clean: 'Cannot clean: its work dir was removed on 2026-03-02 08:00:00 UTC by retention: 30 days.',
    being_cleaned: 'Cannot clean: other files of this job are being deleted. Wait until that is done.',
    pinned: 'Cannot clean: this job is pinned. Unpin it first.',
  },
  text: { label: 'Clean', verb: 'clean', ongoing: 'Cleaning', past: 'Cleaned', asked: 'asked to clean this' },
  bulk: true,
  icon: 'brush-cleaning',
} as const satisfies CommandDescriptor;
