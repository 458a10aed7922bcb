import * as z from 'zod';
import { eventSchemas, isAccessEvent, type EventType } from '@reprise/contracts/event-catalog';
import { FailureCause, isTimeZone, LabelFilter, QcVerdict, text, TimeOfDay } from '@reprise/contracts/for-wings';

/** Whether an event is about a command that awaits approval. */
export const isApprovalEvent = (type: EventType): boolean => type.startsWith('approval_');

/**
 * Event types that webhooks can subscribe to. Events about people's access stay on this server, except for approval
 * requests, which must reach a person.
 */
export const WebhookEventType = z.enum(
  (Object.keys(eventSchemas) as EventType[]).filter((type) => !isAccessEvent({ type }) || isApprovalEvent(type)),
);

/** Events about the server that are not part of the log, for people. Their end is reported to the same subscriptions. */
export const ServerEvent = z.enum(['runner_away', 'disk_low']);
export type ServerEvent = z.infer<typeof ServerEvent>;

export const isServerEvent = (type: string): type is ServerEvent => ServerEvent.safeParse(type).success;

/** Type that a subscription can have. */
export const SubscribedType = z.enum([...WebhookEventType.options, ...ServerEvent.options]);
export type SubscribedType = z.infer<typeof SubscribedType>;

/** Type of a test delivery. */
export const WEBHOOK_TEST = 'webhook_test';

/** Scheme of the address of an e-mail subscription: `mailto:lab@example.org`. Source: RFC 6068. */
export const MAIL_SCHEME = 'mailto:';

/** Filter on events of the chosen types. All conditions must hold. */
export const WebhookFilter = z.strictObject({
  /** Jobs of one of these pipelines. */
  pipeline: z.array(text(100).trim().min(1)).max(50).optional(),
  /** Jobs whose sample name contains this text, case-insensitive. */
  sample: text(100).trim().optional(),
  /** Causes of `attempt_failed` to send. Other types are not affected. */
  cause: z.array(FailureCause).optional(),
  /** Jobs that have each of these labels when the event is matched, such as `run=2026-48`. */
  label: z.array(LabelFilter).max(20).optional(),
  /** Jobs that one of these actors submitted. A user, `user:<user_id>`, includes the tokens of that user. */
  submitted_by: z.array(text(200).trim().min(1)).max(50).optional(),
  /** Verdicts of `qc_measured` to send. Other types are not affected. */
  qc: z.array(QcVerdict).optional(),
});
export type WebhookFilter = z.infer<typeof WebhookFilter>;

/** Whether the jobs of a batch have one message together, when all have ended, or one each. */
export const MessagePer = z.enum(['job', 'batch']);
export type MessagePer = z.infer<typeof MessagePer>;

/** Hours in which nothing is sent. They end on the next day unless `to` is after `from`. */
export const QuietHours = z
  .strictObject({
    from: TimeOfDay,
    to: TimeOfDay,
    /** IANA name, `Europe/Berlin`. */
    time_zone: text(100).refine(isTimeZone, 'must be a time zone, such as Europe/Berlin'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be a different time' });
export type QuietHours = z.infer<typeof QuietHours>;

const Url = text(2000).trim().min(1, 'is required');
const Description = text(200).trim();
const EventTypes = z.array(SubscribedType).min(1, 'choose at least one').max(200);

export const WebhookBody = z.strictObject({
  url: Url,
  description: Description.default(''),
  event_types: EventTypes,
  filter: WebhookFilter.default({}),
  /** `job` for webhooks. For people, `batch` unless it is set. */
  one_message_per: MessagePer.optional(),
  /** Only for people. */
  quiet_hours: QuietHours.nullable().optional(),
});
export type WebhookBody = z.infer<typeof WebhookBody>;

/** Partial update. Omitted fields are unchanged. */
export const WebhookChangeBody = z.strictObject({
  url: Url.optional(),
  description: Description.optional(),
  event_types: EventTypes.optional(),
  filter: WebhookFilter.optional(),
  one_message_per: MessagePer.optional(),
  quiet_hours: QuietHours.nullable().optional(),
});
export type WebhookChangeBody = z.infer<typeof WebhookChangeBody>;

/** Response status of a target that wants no more deliveries. */
export const GONE = 410;

/** A try to deliver an event, and its result. */
export const WebhookTry = z.object({
  at: z.iso.datetime(),
  /** Target address; `null` in entries recorded without it. */
  url: z.string().nullable(),
  duration_ms: z.int(),
  /** `null` if there was no response. */
  response_status: z.int().nullable(),
  /** Why it does not count as delivered; `null` if it does. */
  error: z.string().nullable(),
  /** Beginning of the response body. */
  response_body: z.string(),
});
export type WebhookTry = z.infer<typeof WebhookTry>;

const LastTry = WebhookTry.omit({ url: true, response_body: true });

/** `failing`: the last try was not accepted. `disabled`: nothing is sent until it is enabled again. */
const WebhookStatus = z.enum(['active', 'failing', 'disabled']);

export const WebhookView = z.object({
  webhook_id: z.uuid(),
  url: z.string(),
  description: z.string(),
  event_types: z.array(z.string()),
  filter: WebhookFilter,
  one_message_per: MessagePer,
  quiet_hours: QuietHours.nullable(),
  status: WebhookStatus,
  disabled_at: z.iso.datetime().nullable(),
  disabled_why: z.string().nullable(),
  failing_since: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  changed_at: z.iso.datetime(),
  /** Sequence up to which events were matched. */
  last_seq: z.int(),
  last_try: LastTry.nullable(),
  /** Number of pending deliveries. */
  pending: z.int(),
  /** Time until which deliveries are also signed with the previous secret. */
  old_secret_until: z.iso.datetime().nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;

/** The only response that contains the secret. */
export const WebhookSecretView = z.object({
  webhook: WebhookView,
  /** `null` for an address whose messages are not signed: that of an e-mail or a chat. */
  secret: z.string().nullable(),
});
export type WebhookSecretView = z.infer<typeof WebhookSecretView>;

export const WebhookDeliveryStatus = z.enum(['pending', 'delivered', 'failed']);
export type WebhookDeliveryStatus = z.infer<typeof WebhookDeliveryStatus>;

export const WebhookDeliveryView = z.object({
  /** Also sent as the header `webhook-id`. It is the same for all tries and replays. */
  delivery_id: z.uuid(),
  webhook_id: z.uuid(),
  /** Id of the event, or of the message if it is about several; `null` for a test. */
  event_id: z.uuid().nullable(),
  seq: z.int().nullable(),
  event_type: z.string(),
  job_id: z.uuid().nullable(),
  sample_name: z.string().nullable(),
  status: WebhookDeliveryStatus,
  created_at: z.iso.datetime(),
  /** Number of tries since it was created, last replayed, or enabled after a 410. */
  tries: z.int(),
  /** `null` if no further try is scheduled. */
  next_try_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  last_try: LastTry.nullable(),
});
export type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;

export const WebhookDeliveryDetail = WebhookDeliveryView.extend({
  /** `url` is the URL of the last try; without a try, the current URL of the webhook. */
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  /** Tries, the oldest first. The first ones are omitted if there are very many. */
  history: z.array(WebhookTry),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

/** Change of a subscription. It is kept when the subscription is deleted. */
export const WebhookChange = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  webhook_id: z.uuid(),
  action: z.enum(['created', 'changed', 'deleted', 'enabled', 'disabled', 'secret_rotated', 'replayed', 'tested']),
  /** Details: the subscription as it was created, fields before and after a change, or why it was disabled. */
  detail: z.record(z.string(), z.unknown()),
  correlation_id: z.string(),
});
export type WebhookChange = z.infer<typeof WebhookChange>;
