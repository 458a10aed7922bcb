import { page, ReasonGiven } from '@reprise/contracts/for-wings';
import * as z from 'zod';

export const ApprovalStatus = z.enum(['waiting', 'approved', 'rejected', 'withdrawn', 'expired']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** A command that awaits approval, or on which a decision was made. */
export const ApprovalView = z.object({
  approval_id: z.uuid(),
  /** Name of the command: `rerun`, `clean`, ... */
  command: z.string(),
  job_id: z.uuid(),
  /** Null while the tables do not contain the job. */
  sample_name: z.string().nullable(),
  /** Body of the command as it will be sent. */
  body: z.record(z.string(), z.unknown()),
  reason: ReasonGiven,
  /** Actor who requested it. */
  requested_by: z.string(),
  requested_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  status: ApprovalStatus,
  /** Decision with actor, time and reason; null while the command waits. */
  decided_by: z.string().nullable(),
  decided_at: z.iso.datetime().nullable(),
  decision_reason: ReasonGiven,
  /** Message if the job refused the approved command; else null. */
  refusal: z.string().nullable(),
  /** Reason why the current user may not approve or reject it; null if they may. */
  denied: z.string().nullable(),
});
export type ApprovalView = z.infer<typeof ApprovalView>;
export const ApprovalPage = page(ApprovalView);
export type ApprovalPage = z.infer<typeof ApprovalPage>;
