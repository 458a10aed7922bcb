import * as z from 'zod';
import { ReasonGiven } from '../events/fields.ts';
import { page } from './details.ts';

export const ApprovalStatus = z.enum(['waiting', 'approved', 'rejected', 'withdrawn', 'expired']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** A command that waits for a second person, or was decided on. */
export const ApprovalView = z.object({
  approval_id: z.uuid(),
  /** Name of the command: `rerun`, `clean`, ... */
  command: z.string(),
  job_id: z.uuid(),
  /** Null while the tables do not have the job. */
  sample_name: z.string().nullable(),
  /** Body of the command as it will be sent. */
  body: z.record(z.string(), z.unknown()),
  reason: ReasonGiven,
  /** Actor who asked. */
  requested_by: z.string(),
  requested_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  status: ApprovalStatus,
  /** Who decided, when and why; null while it waits. */
  decided_by: z.string().nullable(),
  decided_at: z.iso.datetime().nullable(),
  decision_reason: ReasonGiven,
  /** Sentence by which the job refused the approved command; null if it did not. */
  refusal: z.string().nullable(),
  /** Reason why the asker of this list may not approve or reject it; null if they may. */
  denied: z.string().nullable(),
});
export type ApprovalView = z.infer<typeof ApprovalView>;
export const ApprovalPage = page(ApprovalView);
export type ApprovalPage = z.infer<typeof ApprovalPage>;
