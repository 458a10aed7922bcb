import { FailureCause, LabelFilter, Moment, QcVerdict, QueueName, RunnerId, text } from '@reprise/contracts/for-wings';
import * as z from 'zod';

/** Spans up to the moment at which the view is read. */
const VIEW_TIMES = ['1h', '24h', '7d', '30d'] as const;

/**
 * Filters, sort and columns of the list of jobs, in the words of its page. An absent filter means all jobs. The
 * statuses are those of the tiles: `failed` does not include cancelled jobs.
 */
export const ViewList = z
  .strictObject({
    status: z.enum(['running', 'pending', 'failed', 'completed', 'cancelled']).optional(),
    /** Free text, as in the search field. */
    q: text(200).optional(),
    /** Cause of the failure. Only with the status `failed`. */
    cause: FailureCause.optional(),
    pipeline: text(100).optional(),
    queue: QueueName.optional(),
    /** Runner of the current attempt. */
    runner_id: RunnerId.optional(),
    /** Actor that submitted the jobs. */
    created_by: text(200).optional(),
    qc: QcVerdict.optional(),
    /** Labels that a job must all have: `run=2026-48`. */
    label: z.array(LabelFilter).max(20).optional(),
    /** Id shared by the submissions of one samplesheet. */
    sheet: text(200).optional(),
    /** Submitted in the last hour, 24 hours, 7 days or 30 days. Not with `from` and `to`. */
    time: z.enum(VIEW_TIMES).optional(),
    /** Submitted in this range, inclusive. */
    from: Moment.optional(),
    to: Moment.optional(),
    /** Range of the time that the current attempt has run, without pauses, inclusive. */
    min_duration_ms: z.int().min(0).optional(),
    max_duration_ms: z.int().min(0).optional(),
    sort: z.enum(['created_at', 'sample_name', 'status', 'completed_at']).optional(),
    order: z.enum(['asc', 'desc']).optional(),
    /** Columns of the page. Unknown ones are ignored. */
    columns: z.array(text(100).min(1)).max(50).optional(),
  })
  .refine(({ cause, status }) => cause === undefined || status === 'failed', {
    path: ['cause'],
    message: 'needs the status `failed`',
  })
  .refine(({ time, from, to }) => time === undefined || (from === undefined && to === undefined), {
    path: ['time'],
    message: 'must not be given with `from` or `to`',
  });
export type ViewList = z.infer<typeof ViewList>;

const Name = text(100).trim().min(1, 'must not be empty');

export const NewViewBody = z.strictObject({
  /** Unique among the views of a person, or among the shared views, ignoring case. */
  name: Name,
  is_shared: z.boolean().default(false),
  list: ViewList,
});
export type NewViewBody = z.infer<typeof NewViewBody>;

/** Partial update. Omitted fields are unchanged. */
export const ViewBody = z.strictObject({
  name: Name.optional(),
  is_shared: z.boolean().optional(),
  /** Replaces all filters, the sort and the columns. */
  list: ViewList.optional(),
});
export type ViewBody = z.infer<typeof ViewBody>;

export const SavedView = z.object({
  view_id: z.uuid(),
  name: z.string(),
  /** Whether everybody sees it. */
  is_shared: z.boolean(),
  /** Actor that saved it. */
  created_by: z.string(),
  created_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
  /** Whether the sender of the request may change and delete it. */
  can_change: z.boolean(),
  list: ViewList,
  /** The parameters of `GET /api/jobs` that list its jobs. */
  query: z.record(z.string(), z.string()),
});
export type SavedView = z.infer<typeof SavedView>;

export const SavedViews = z.object({ views: z.array(SavedView) });
export type SavedViews = z.infer<typeof SavedViews>;

const UNMATCHED = ['pipeline', 'queue', 'runner_id', 'created_by', 'label', 'sheet'] as const;

export const OpenedView = SavedView.extend({
  /** Filters that no job matches, such as a label that no job has any more. */
  unmatched: z.array(z.object({ field: z.enum(UNMATCHED), value: z.string() })),
});
export type OpenedView = z.infer<typeof OpenedView>;
