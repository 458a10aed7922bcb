import { commands, ENDING_EVENTS, kindOf, reservedTypes, unchangedTypes, type EventType } from '@reprise/contracts';
import {
  isApprovalEvent,
  isServerEvent,
  quietSince,
  ServerEvent,
  type SubscribedType,
  WEBHOOK_TEST,
  WebhookEventType,
  type WebhookChange,
  type WebhookDeliveryView,
  type WebhookView,
} from '../contract/index.ts';
import { addressOf } from './channel-kind.ts';
import { capital, duration } from '@reprise/web/shared/format.ts';
import type { IconName } from '@reprise/web/shared/parts/icons.ts';

export type Look = { word: string; icon: IconName; key: string };

const STATUS: Record<WebhookView['status'], Look> = {
  active: { word: 'Active', icon: 'circle-check', key: 'completed' },
  failing: { word: 'Failing', icon: 'triangle-alert', key: 'retried' },
  disabled: { word: 'Disabled', icon: 'ban', key: 'cancelled' },
};
export const webhookLook = ({ status }: WebhookView): Look => STATUS[status];

/** Until when events wait; empty if they are sent. */
export function heldText(
  { disabled_at, quiet_hours }: Pick<WebhookView, 'disabled_at' | 'quiet_hours'>,
  now: number,
): string {
  if (disabled_at !== null) return 'until the subscription is enabled';
  if (quiet_hours === null || quietSince(quiet_hours, now) === null) return '';
  return `until the quiet hours end at ${quiet_hours.to}, ${quiet_hours.time_zone}`;
}

/** Status of a delivery. `isHeld`: whether the events of its webhook wait. */
export function deliveryLook({ status, tries, event_id }: WebhookDeliveryView, isHeld: boolean): Look {
  if (status === 'delivered') return { word: 'Delivered', icon: 'circle-check', key: 'completed' };
  if (status === 'failed') return { word: 'Failed', icon: 'circle-x', key: 'failed' };
  // A test is always sent.
  if (event_id === null) return { word: 'Sending', icon: 'circle-dashed', key: 'pending' };
  if (isHeld) return { word: 'Held back', icon: 'circle-pause', key: 'pending' };
  if (tries > 0) return { word: 'Trying again', icon: 'repeat', key: 'retried' };
  return { word: 'Pending', icon: 'circle-dashed', key: 'pending' };
}

/**
 * Sentences that are shown instead of deliveries, which are kept for 30 days after they end.
 * @param held until when events wait; empty if they are sent
 */
export const noDeliveryText = (held: string): string =>
  `No deliveries in the last 30 days. ${
    held ? `Events wait ${held}` : 'The next event that fits is sent'
  }; a test can be sent at any time.`;

const NAMES: Readonly<Record<string, string>> = {
  [WEBHOOK_TEST]: 'test',
  quiet_hours_ended: 'messages of quiet hours',
};
const typeName = (type: string): string => NAMES[type] ?? type.replaceAll('_', ' ').replace(/^qc\b/, 'QC');
/** "Attempt succeeded" */
export const typeText = (type: string): string => capital(typeName(type));

const ABOUT_OTHERS = new Set(['queue', 'runner', 'input']);
const isAboutJob = (type: string): boolean => !ABOUT_OTHERS.has(kindOf(type) ?? '');

/** Names the subject of a delivery without a job. */
export function aboutText({ event_id, event_type }: Pick<WebhookDeliveryView, 'event_id' | 'event_type'>): string {
  if (event_id === null) return 'sent by hand';
  const kind = kindOf(event_type);
  if (isServerEvent(event_type.replace(/_over$/, ''))) return 'of a runner';
  if (event_type === 'batch_ended') return 'of a batch';
  if (event_type === 'quiet_hours_ended') return 'of several events';
  if (kind === 'input') return 'of an input';
  return kind === 'queue' || kind === 'runner' ? `of a ${kind}` : 'of no job';
}

export type TypeGroup = {
  name: string;
  help: string;
  types: SubscribedType[];
  /** Whether only people can subscribe to these. */
  isForPeople?: true;
};

const ENDS: readonly EventType[] = [...ENDING_EVENTS, 'cancel_unconfirmed'];
const isOfJob = (type: EventType): boolean => kindOf(type) !== 'queue' && kindOf(type) !== 'runner';
const COMMANDS: ReadonlySet<EventType> = new Set([
  ...Object.values(commands).map(({ accepted }) => accepted),
  ...unchangedTypes,
]);

/** Every event type in use, by group. The most common group comes first. */
export const TYPE_GROUPS: readonly TypeGroup[] = [
  { name: 'How jobs end', help: 'What most programs wait for', types: [...ENDS] },
  {
    name: 'What people ask for',
    help: 'Submissions and commands',
    types: only((type) => COMMANDS.has(type) && isOfJob(type)),
  },
  {
    name: 'How attempts continue',
    help: 'Claimed, started, paused, cleaned',
    types: only((type) => kindOf(type) === 'life' && !COMMANDS.has(type) && !ENDS.includes(type)),
  },
  { name: 'Refused commands', help: 'What was not allowed', types: only((type) => kindOf(type) === 'refused') },
  { name: 'Approvals', help: 'What waits for a second person, and who decided', types: only(isApprovalEvent) },
  { name: 'Tasks and observations', help: 'Many for each job', types: only((type) => kindOf(type) === 'task') },
  {
    name: 'Outages',
    help: 'Runners away, disks low, and their end',
    types: [...ServerEvent.options],
    isForPeople: true,
  },
  { name: 'Queues', help: 'Not about a single job', types: only((type) => kindOf(type) === 'queue') },
  { name: 'Runners', help: 'Not about a single job', types: only((type) => kindOf(type) === 'runner') },
  { name: 'Uploads and inputs', help: 'Not about a single job', types: only((type) => kindOf(type) === 'input') },
];

function only(fits: (type: EventType) => boolean): EventType[] {
  return WebhookEventType.options.filter((type) => fits(type) && !reservedTypes.has(type));
}

/** "Attempt succeeded, attempt failed and 3 more" */
export function typesSummary(types: readonly string[]): string {
  const shown = capital(types.slice(0, 2).map(typeName).join(', '));
  return types.length > 2 ? `${shown} and ${types.length - 2} more` : shown;
}

/**
 * Text about the jobs whose events are sent: "every job", "jobs of wes with “DEMO” in their sample name"; empty if none
 * of the events is about a job.
 */
export function filterSummary(
  { filter, event_types }: Pick<WebhookView, 'filter' | 'event_types'>,
  nameOf: (actor: string) => string,
): string {
  const { pipeline, sample, cause, label, submitted_by, qc } = filter;
  if (!event_types.some(isAboutJob)) return '';
  const by = pipeline?.length ? ` of ${pipeline.join(', ')}` : '';
  const named = sample ? ` with “${sample}” in their sample name` : '';
  const labelled = label?.length ? ` labelled ${label.join(', ')}` : '';
  const submitted = submitted_by?.length ? ` submitted by ${submitted_by.map(nameOf).join(', ')}` : '';
  const jobs = by + named + labelled + submitted;
  const verdicts = qc?.length && event_types.includes('qc_measured') ? `; only quality ${qc.join(', ')}` : '';
  const causes = cause?.map((one) => one.replaceAll('_', ' ')).join(', ');
  const failures = causes && event_types.includes('attempt_failed') ? `; only failures by ${causes}` : '';
  return `${jobs ? `jobs${jobs}` : 'every job'}${failures}${verdicts}`;
}

/** Host of a webhook, or the address of another kind, for a heading. */
export const hostOf = (url: string): string => (URL.canParse(url) && new URL(url).host) || addressOf(url);

const ACTIONS: Record<WebhookChange['action'], string> = {
  created: 'created the subscription',
  changed: 'changed',
  deleted: 'deleted the subscription',
  enabled: 'enabled it',
  disabled: 'disabled it',
  secret_rotated: 'rotated the secret',
  replayed: 'replayed a delivery',
  tested: 'sent a test',
};

/** Fields by their names on the page. */
const FIELDS: Readonly<Record<string, string>> = {
  url: 'address',
  event_types: 'events',
  one_message_per: 'messages about batches',
};

/** "Ana Ruiz changed address, filter" */
export function changeSummary({ actor, action, detail }: WebhookChange, nameOf: (actor: string) => string): string {
  const after = detail['after'];
  const fields = action === 'changed' && typeof after === 'object' && after ? Object.keys(after) : [];
  const what = fields.map((field) => FIELDS[field] ?? field.replaceAll('_', ' ')).join(', ');
  return `${nameOf(actor)} ${ACTIONS[action]}${what ? ` ${what}` : ''}`;
}

/** "204 in 61 ms", or the error. */
export function responseText(last: WebhookDeliveryView['last_try']): string {
  if (!last) return '';
  return last.error ?? `${last.response_status} in ${last.duration_ms} ms`;
}

/** "in 4 m 12 s", for a future time, else "due": a try may be in progress. */
export function untilText(iso: string, now: number): string {
  const ms = Date.parse(iso) - now;
  return ms < 1000 ? 'due' : `in ${duration(ms)}`;
}

/** Number of tries after which a delivery has failed. */
const MOST_TRIES = 10;

/**
 * "after try 2 of 10, next in 4 m 12 s" for a pending delivery, without the next one while the events of its webhook wait.
 * Empty if there were no tries. Tries count from the last replay, or from Enable after a 410, so that earlier ones may
 * be listed too.
 */
export function triesText({ tries, next_try_at }: WebhookDeliveryView, isHeld: boolean, now: number): string {
  if (tries === 0) return '';
  const made = `after try ${String(tries)} of ${String(MOST_TRIES)}`;
  return isHeld || next_try_at === null ? made : `${made}, next ${untilText(next_try_at, now)}`;
}
