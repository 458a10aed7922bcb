import * as z from 'zod';
import { kindOf, type AnyEvent, type EventKind, type EventType } from './events/catalog.ts';

/** The JetStream stream that is the log. */
export const STREAM = 'REPRISE';
export const STREAM_SUBJECTS = [
  'reprise.jobs.*.life.*',
  'reprise.jobs.*.task.*',
  'reprise.jobs.*.refused.*',
  'reprise.queues.*.*',
];

const JobId = z.uuid();
const QueueName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/);

/** Subject filters. A job id is checked as a UUID, a queue's name as one token, before a subject is made of it. */
export const jobFilter = (jobId: string): string => `reprise.jobs.${JobId.parse(jobId)}.>`;
export const jobKindFilter = (jobId: string, kind: Exclude<EventKind, 'queue'>): string =>
  `reprise.jobs.${JobId.parse(jobId)}.${kind}.*`;
export const queueFilter = (queue: string): string => `reprise.queues.${QueueName.parse(queue)}.*`;

export const ALL_LIFECYCLE = 'reprise.jobs.*.life.*';
export const ALL_QUEUES = 'reprise.queues.*.*';

/** The subject an event is stored under. Throws on a type that is not in the catalog. */
export function subjectOf(event: Pick<AnyEvent, 'type' | 'subject'>): string {
  const kind = kindOf(event.type);
  if (!kind) throw new Error(`Unknown event type: ${event.type}`);
  return kind === 'queue'
    ? `reprise.queues.${QueueName.parse(event.subject)}.${event.type}`
    : `reprise.jobs.${JobId.parse(event.subject)}.${kind}.${event.type}`;
}

/** The subject of a type with `*` where the job or the queue stands. */
export function subjectPattern(type: EventType): string {
  const kind = kindOf(type);
  return kind === 'queue' ? `reprise.queues.*.${type}` : `reprise.jobs.*.${kind ?? ''}.${type}`;
}

/** `reprise.job.cancel_requested.v1`: the CloudEvents type of an event. */
export const ceTypeOf = (event: Pick<AnyEvent, 'type' | 'version'>): string =>
  `reprise.${kindOf(event.type) === 'queue' ? 'queue' : 'job'}.${event.type}.v${event.version}`;
