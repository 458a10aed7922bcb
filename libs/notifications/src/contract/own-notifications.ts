import * as z from 'zod';
import { LabelFilter, text } from '@reprise/contracts/for-wings';
import { MessagePer, QuietHours, WebhookTry, WebhookView } from './webhook.ts';

/** Scheme of the address of a person's own notifications, followed by the id of the account. */
export const ACCOUNT_SCHEME = 'account:';

/** Occasions that people choose. `ended` includes `failed`. The last two are for operators and administrators. */
export const OwnOccasion = z.enum(['ended', 'failed', 'quality_failed', 'approval_needed', 'runner_away', 'disk_low']);
export type OwnOccasion = z.infer<typeof OwnOccasion>;

/** Partial update. Omitted fields are unchanged. */
export const OwnNotificationsBody = z.strictObject({
  /** Occasions of a message. Without one, no message is sent. */
  occasions: z.array(OwnOccasion).max(10).optional(),
  /** Jobs that the messages are about: those that the person submitted, or all. */
  jobs: z.enum(['mine', 'every']).optional(),
  /** Only jobs of one of these pipelines, if there are any. */
  pipeline: z.array(text(100).trim().min(1)).max(50).optional(),
  /** Only jobs that have each of these labels, such as `run=2026-48`. */
  label: z.array(LabelFilter).max(20).optional(),
  /** Whether the jobs of a batch have one message together, when all have ended, or one each. */
  one_message_per: MessagePer.optional(),
  /** Hours in which messages are held; `null` for none. */
  quiet_hours: QuietHours.nullable().optional(),
});
export type OwnNotificationsBody = z.infer<typeof OwnNotificationsBody>;

export const OwnNotificationsView = z.object({
  occasions: z.array(OwnOccasion),
  jobs: z.enum(['mine', 'every']),
  pipeline: z.array(z.string()),
  label: z.array(z.string()),
  one_message_per: MessagePer,
  quiet_hours: QuietHours.nullable(),
  /** E-mail address of the account, to which messages are sent. */
  address: z.string(),
  /** Whether a mail server is set. */
  is_available: z.boolean(),
  /** `null` if no occasion is chosen. */
  status: WebhookView.shape.status.nullable(),
  disabled_why: z.string().nullable(),
  last_try: WebhookTry.omit({ url: true, response_body: true }).nullable(),
});
export type OwnNotificationsView = z.infer<typeof OwnNotificationsView>;

/** Part of the view that a person chooses. */
export type OwnChoice = Pick<
  OwnNotificationsView,
  'occasions' | 'jobs' | 'pipeline' | 'label' | 'one_message_per' | 'quiet_hours'
>;
