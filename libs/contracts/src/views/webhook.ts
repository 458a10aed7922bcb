import * as z from 'zod';
import { eventSchemas, type EventType } from '../events/catalog.ts';
import { FailureCause } from '../events/fields.ts';
import { text } from '../inputs.ts';

/** Every type of event that can be subscribed to. */
export const WebhookEventType = z.enum(Object.keys(eventSchemas) as EventType[]);

/** What a test delivery carries instead of an event's type. */
export const WEBHOOK_TEST = 'webhook_test';

/** Which events of the chosen types are sent: all that fit every condition that is set. */
export const WebhookFilter = z.strictObject({
  /** Jobs of one of these pipelines. */
  pipeline: z.array(text(100).trim().min(1)).max(50).optional(),
  /** Jobs with this text in the name of their sample; upper and lower case are alike. */
  sample: text(100).trim().optional(),
  /** Of `attempt_failed`, only those with one of these causes; other types are not affected. */
  cause: z.array(FailureCause).optional(),
});
export type WebhookFilter = z.infer<typeof WebhookFilter>;

const Url = text(2000).trim().min(1, 'is required');
const Description = text(200).trim();
const EventTypes = z.array(WebhookEventType).min(1, 'choose at least one').max(200);

export const WebhookBody = z.strictObject({
  url: Url,
  description: Description.default(''),
  event_types: EventTypes,
  filter: WebhookFilter.default({}),
});
export type WebhookBody = z.infer<typeof WebhookBody>;

/** What is left out stays as it is. */
export const WebhookChangeBody = z.strictObject({
  url: Url.optional(),
  description: Description.optional(),
  event_types: EventTypes.optional(),
  filter: WebhookFilter.optional(),
});
export type WebhookChangeBody = z.infer<typeof WebhookChangeBody>;

/** How one request ended. */
export const WebhookTry = z.object({
  at: z.iso.datetime(),
  /** Where it was sent; null for one from before this was kept. */
  url: z.string().nullable(),
  duration_ms: z.int(),
  /** Null where there was no answer. */
  response_status: z.int().nullable(),
  /** Why it does not count as delivered; null where it does. */
  error: z.string().nullable(),
  /** The beginning of the answer's body. */
  response_body: z.string(),
});
export type WebhookTry = z.infer<typeof WebhookTry>;

const LastTry = WebhookTry.omit({ url: true, response_body: true });

/** `failing`: the last try of an event was not taken. `disabled`: nothing is sent until it is enabled again. */
export const WebhookStatus = z.enum(['active', 'failing', 'disabled']);
export type WebhookStatus = z.infer<typeof WebhookStatus>;

export const WebhookView = z.object({
  webhook_id: z.uuid(),
  url: z.string(),
  description: z.string(),
  event_types: z.array(z.string()),
  filter: WebhookFilter,
  status: WebhookStatus,
  disabled_at: z.iso.datetime().nullable(),
  disabled_why: z.string().nullable(),
  failing_since: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  changed_at: z.iso.datetime(),
  /** Events up to this sequence have been looked at. */
  last_seq: z.int(),
  last_try: LastTry.nullable(),
  /** Deliveries that are not over. */
  pending: z.int(),
  /** Until when deliveries are signed with an earlier secret too. */
  old_secret_until: z.iso.datetime().nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;

/** The only answer that holds the secret. */
export const WebhookSecretView = z.object({ webhook: WebhookView, secret: z.string() });
export type WebhookSecretView = z.infer<typeof WebhookSecretView>;

export const WebhookDeliveryStatus = z.enum(['pending', 'delivered', 'failed']);
export type WebhookDeliveryStatus = z.infer<typeof WebhookDeliveryStatus>;

export const WebhookDeliveryView = z.object({
  /** Also the `webhook-id` of its requests: the same for every try and replay. */
  delivery_id: z.uuid(),
  webhook_id: z.uuid(),
  /** Of the event; null for a test. */
  event_id: z.uuid().nullable(),
  seq: z.int().nullable(),
  event_type: z.string(),
  job_id: z.uuid().nullable(),
  sample_name: z.string().nullable(),
  status: WebhookDeliveryStatus,
  created_at: z.iso.datetime(),
  /** Since it was made or last replayed. */
  tries: z.int(),
  /** Null where none is planned. */
  next_try_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  last_try: LastTry.nullable(),
});
export type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;

export const WebhookDeliveryDetail = WebhookDeliveryView.extend({
  /** `url` is that of the last try; where none was made, or it was not kept, the present one of the webhook. */
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  /** The newest last; the oldest are left out where there were very many. */
  history: z.array(WebhookTry),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

/** A change of a subscription, kept when the subscription is deleted. */
export const WebhookChange = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  webhook_id: z.uuid(),
  action: z.enum(['created', 'changed', 'deleted', 'enabled', 'disabled', 'secret_rotated', 'replayed', 'tested']),
  /** What it was about: the subscription as it was made, the fields before and after, why it was disabled. */
  detail: z.record(z.string(), z.unknown()),
  correlation_id: z.string(),
});
export type WebhookChange = z.infer<typeof WebhookChange>;
