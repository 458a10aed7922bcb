import * as z from 'zod';

/**
 * Attributes that every event has besides its data: CloudEvents 1.0 and our extensions. On NATS, they are `ce-*`
 * headers (binary mode), and the payload is only `data`. Source: CloudEvents 1.0, NATS protocol binding; W3C Trace
 * Context for `traceparent`.
 */
export const Envelope = z.object({
  /** UUID; also the `Nats-Msg-Id`. Deterministic for task events and idempotent commands. */
  id: z.uuid(),
  /** Short name, such as `cancel_requested`. In messages, it is `reprise.job.cancel_requested.v1`. */
  type: z.string(),
  version: z.int().positive().default(1),
  /** Service that appended it: `/reprise/gateway` or `/reprise/runner/<id>`. */
  source: z.string(),
  /**
   * Job id (UUID), queue name, or id of a runner, upload, sample or named input. For access events: id of the account,
   * invitation or approval, or `access`.
   */
  subject: z.string(),
  /** UTC, ISO 8601 with milliseconds. */
  time: z.iso.datetime(),
  /** Person or service that caused it. */
  actor: z.string(),
  correlation_id: z.string(),
  /** Id of the command or event that caused this one. */
  causation_id: z.string(),
  traceparent: z.string().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Stored event; `seq` is its sequence in the stream. */
export type Recorded<E> = E & { readonly seq: number };
