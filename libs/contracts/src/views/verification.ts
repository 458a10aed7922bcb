import * as z from 'zod';

/** Contradiction between stream, audit table, chain and signed heads. */
export const Finding = z.object({
  /**
   * `replaced`: the tables were built from a different stream. `forged`: a head is not signed by a trusted key.
   * `damaged`: a database file cannot be read.
   */
  kind: z.enum(['altered', 'dropped', 'swapped', 'inserted', 'cut_off', 'replaced', 'forged', 'damaged']),
  /** Store that was changed; `stream_or_audit` if no signed head shows which one was. */
  place: z.enum(['stream', 'audit', 'stream_or_audit', 'stream_and_audit', 'head', 'tables']),
  /** First affected event; `null` if there is none. */
  seq: z.int().positive().nullable(),
  /** Explanation for people. */
  message: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** Result of a history verification. */
export const VerificationReport = z.object({
  ok: z.boolean(),
  started_at: z.iso.datetime(),
  duration_ms: z.number(),
  /** Number of events compared, from the stream, the audit table or both. */
  entries: z.int(),
  last_seq: z.int(),
  /** Number of events that differ between the stream and the audit table. */
  differing: z.int(),
  findings: z.array(Finding),
  heads: z.object({
    /** Heads with a valid signature of a trusted key. */
    valid: z.int(),
    last_seq: z.int().nullable(),
    last_time: z.string().nullable(),
    /** `unreadable`: lines that are not heads. A crash may truncate a line. */
    places: z.array(z.object({ name: z.string(), heads: z.int(), unreadable: z.int() })),
  }),
  /** Number of audit entries after the last signed head. */
  unsigned: z.int(),
  /** Number of events not projected yet. */
  unprojected: z.int(),
  /** Messages that an operator quarantined, which therefore have no effect. Absent in reports of earlier releases. */
  quarantined: z
    .array(
      z.object({
        seq: z.int(),
        reason: z.string(),
        operator: z.string(),
        at: z.iso.datetime(),
        /** The tables still have its effect, because they have not been rebuilt since. Absent otherwise. */
        is_applied: z.literal(true).optional(),
      }),
    )
    .optional(),
});
export type VerificationReport = z.infer<typeof VerificationReport>;

/** Last verification of the history, or the one in progress. */
export const VerificationView = z.object({
  /** `failed`: it did not finish; `problem` contains the reason. */
  state: z.enum(['never', 'running', 'done', 'failed']),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  /** Whether it was started by the schedule and not requested by a user. */
  scheduled: z.boolean(),
  /** Time of the next scheduled run; `null` if there is no schedule. */
  next_at: z.iso.datetime().nullable(),
  progress: z.object({ entries: z.int(), total: z.int() }).nullable(),
  report: VerificationReport.nullable(),
  problem: z.string().nullable(),
});
export type VerificationView = z.infer<typeof VerificationView>;
