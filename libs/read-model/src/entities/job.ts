import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { FailureView, JobStatus, Labels, Output, PendingAction, QcVerdict } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { time } from './iso-time.ts';
import { membershipProperties } from './membership.ts';
import type { Row } from './row.ts';

/** A job: its state for decisions, and the columns by which it is found, sorted and displayed. */
export const JobEntity = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    job_id: p.uuid().primary(),
    state: p.json<Job>(),
    /** Sequence of the last lifecycle event in `state`. */
    life_seq: p.bigint('number'),
    /** Sequence of the last event of any kind. */
    last_seq: p.bigint('number'),
    sample_name: p.text(),
    status: p.text().$type<JobStatus>(),
    cause: p.text().$type<FailureView['cause']>().nullable(),
    pending_action: p.text().$type<PendingAction>().nullable(),
    pipeline: p.text(),
    labels: p.json<Labels>(),
    ...membershipProperties,
    queue: p.text(),
    priority: p.bigint('number'),
    /** Whether the job waits for a slot: it is pending, unclaimed and not being cancelled. */
    waiting: p.boolean(),
    waiting_since: p.bigint('number'),
    attempt: p.bigint('number'),
    created_at: time(),
    created_by: p.text(),
    reason: p.text().nullable(),
    completed_at: time().nullable(),
    error_message: p.text().nullable(),
    /** Outputs of the latest successful attempt; cleared when a rerun is requested. */
    outputs: p.json<Output[]>(),
    /** Verdict on the results of the current attempt. */
    qc: p.text().$type<QcVerdict>().nullable(),
  },
});
export type JobRow = Row<InferEntity<typeof JobEntity>>;
