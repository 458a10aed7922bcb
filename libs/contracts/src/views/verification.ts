import * as z from 'zod';

/** One way in which stream, audit table, chain and signed heads contradict each other. */
export const Finding = z.object({
  /** `replaced`: the stream is another one than the tables follow. `forged`: a head that no trusted key signed. */
  kind: z.enum(['altered', 'dropped', 'swapped', 'inserted', 'cut_off', 'replaced', 'forged']),
  /** Where the history is not what it was; `stream_or_audit` where no signed head tells which of the two. */
  place: z.enum(['stream', 'audit', 'stream_or_audit', 'stream_and_audit', 'head']),
  /** The first event that this is about; null where it is about none. */
  seq: z.int().positive().nullable(),
  /** For a person. */
  message: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** What a check of the history found. */
export const VerificationReport = z.object({
  ok: z.boolean(),
  started_at: z.iso.datetime(),
  duration_ms: z.number(),
  /** Events looked at, in the stream, the audit table or both. */
  entries: z.int(),
  last_seq: z.int(),
  /** Events that stream and audit table do not have alike. */
  differing: z.int(),
  findings: z.array(Finding),
  heads: z.object({
    /** With a valid signature of a trusted key. */
    valid: z.int(),
    last_seq: z.int().nullable(),
    last_time: z.string().nullable(),
    /** `unreadable`: lines that are no heads; a crash may have torn one. */
    places: z.array(z.object({ name: z.string(), heads: z.int(), unreadable: z.int() })),
  }),
  /** Events of the audit table after the last signed head: nothing is signed over them yet. */
  unsigned: z.int(),
  /** Events of the stream that are not in the tables yet. */
  unprojected: z.int(),
});
export type VerificationReport = z.infer<typeof VerificationReport>;

/** The last check of the history that this gateway was asked for. */
export const VerificationView = z.object({
  /** `failed`: it could not be brought to an end; `problem` says why. */
  state: z.enum(['never', 'running', 'done', 'failed']),
  started_at: z.iso.datetime().nullable(),
  progress: z.object({ entries: z.int(), total: z.int() }).nullable(),
  report: VerificationReport.nullable(),
  problem: z.string().nullable(),
});
export type VerificationView = z.infer<typeof VerificationView>;
