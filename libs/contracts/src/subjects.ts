import * as z from 'zod';
import { kindOf, type AnyEvent, type EventKind, type EventType } from './events/catalog.ts';
import { writerOf } from './writers.ts';

/** JetStream stream of the log. */
export const STREAM = 'REPRISE';
export const STREAM_SUBJECTS = [
  'reprise.jobs.*.life.>',
  'reprise.jobs.*.task.>',
  'reprise.jobs.*.refused.>',
  'reprise.queues.*.>',
];

const JobId = z.uuid();
const QueueName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/);

/** Subject filters. Job ids are validated as UUIDs and queue names as one token before a subject is built from them. */
export const jobFilter = (jobId: string): string => `reprise.jobs.${JobId.parse(jobId)}.>`;
export const jobKindFilter = (jobId: string, kind: Exclude<EventKind, 'queue'>): string =>
  `reprise.jobs.${JobId.parse(jobId)}.${kind}.>`;
export const queueFilter = (queue: string): string => `reprise.queues.${QueueName.parse(queue)}.>`;

export const ALL_LIFECYCLE = 'reprise.jobs.*.life.>';
export const ALL_QUEUES = 'reprise.queues.*.>';

/**
 * Returns the subject under which an event is stored: the published one and its writer. Of another source it is the
 * published one alone, which only the login that makes the log may use: events of earlier releases lie there.
 * @throws Error for a type that is not in the catalog
 */
export function subjectOf(event: Pick<AnyEvent, 'type' | 'subject' | 'source'>): string {
  const writer = writerOf(event.source);
  return writer === undefined ? publishedSubjectOf(event) : `${publishedSubjectOf(event)}.${writer}`;
}

/** Splits a stored subject; `writer` is undefined for events of earlier releases. */
export function splitSubject(stored: string): { readonly published: string; readonly writer: string | undefined } {
  const tokens = stored.split('.');
  const length = tokens[1] === 'queues' ? 4 : 5;
  const writer = tokens.slice(length).join('.');
  return { published: tokens.slice(0, length).join('.'), writer: tokens.length > length ? writer : undefined };
}

/**
 * Returns the subject of an event in the copy that programs read.
 * @throws Error for a type that is not in the catalog
 */
export function publishedSubjectOf(event: Pick<AnyEvent, 'type' | 'subject'>): string {
  const kind = kindOf(event.type);
  if (!kind) throw new Error(`Unknown event type: ${event.type}`);
  return kind === 'queue'
    ? `reprise.queues.${QueueName.parse(event.subject)}.${event.type}`
    : `reprise.jobs.${JobId.parse(event.subject)}.${kind}.${event.type}`;
}

/** Returns the subject of a type with `*` for the job or queue. */
export function subjectPattern(type: EventType): string {
  const kind = kindOf(type);
  return kind === 'queue' ? `reprise.queues.*.${type}` : `reprise.jobs.*.${kind ?? ''}.${type}`;
}

/** Returns the CloudEvents type of an event: `reprise.job.cancel_requested.v1`. */
export const ceTypeOf = (event: Pick<AnyEvent, 'type' | 'version'>): string =>
  `reprise.${kindOf(event.type) === 'queue' ? 'queue' : 'job'}.${event.type}.v${event.version}`;
