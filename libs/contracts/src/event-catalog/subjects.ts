import * as z from 'zod';
import { isJobEvent, kindOf, type AnyEvent, type EventType, type JobEventKind } from './catalog.ts';
import type { QueueEventType } from './queue.ts';
import { QueueName } from '../fields/queue-name.ts';
import { GATEWAY, RunnerId, writerOf } from '../writers.ts';

/** JetStream stream of the log. */
export const STREAM = 'REPRISE';
export const STREAM_SUBJECTS = [
  'reprise.jobs.*.life.>',
  'reprise.jobs.*.task.>',
  'reprise.jobs.*.refused.>',
  'reprise.queues.*.>',
  'reprise.runners.*.>',
  'reprise.inputs.*.>',
  'reprise.access.>',
];

const JobId = z.uuid();
/** Id of an upload, a sample or a named input. */
const InputId = z.uuid();
/** `ce-subject` of an access event. It is not part of the NATS subject. */
const AccessSubject = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
/** Subject of access events that are not about an account, invitation or approval. */
export const NO_ACCOUNT = 'access';

/**
 * Subject filters. Job ids are validated as UUIDs and queue names as single tokens before they become part of a
 * subject.
 */
export const jobFilter = (jobId: string): string => `reprise.jobs.${JobId.parse(jobId)}.>`;
export const jobKindFilter = (jobId: string, kind: JobEventKind): string =>
  `reprise.jobs.${JobId.parse(jobId)}.${kind}.>`;
export const queueFilter = (queue: string): string => `reprise.queues.${QueueName.parse(queue)}.>`;
/** Subjects of the events of one type of a queue, by any writer. */
export const queueTypeFilter = (queue: string, type: QueueEventType): string =>
  `reprise.queues.${QueueName.parse(queue)}.${type}.>`;

export const runnerFilter = (runnerId: string): string => `reprise.runners.${RunnerId.parse(runnerId)}.>`;

export const inputFilter = (inputId: string): string => `reprise.inputs.${InputId.parse(inputId)}.>`;

/** Subjects of the task and observation events that a runner appended about a job. */
export const tasksByRunnerFilter = (jobId: string, runnerId: string): string =>
  `reprise.jobs.${JobId.parse(jobId)}.task.*.${RunnerId.parse(runnerId)}`;

export const ALL_LIFECYCLE = 'reprise.jobs.*.life.>';
export const ALL_QUEUES = 'reprise.queues.*.>';
export const ALL_RUNNERS = 'reprise.runners.*.>';
export const ALL_INPUTS = 'reprise.inputs.*.>';
export const ALL_ACCESS = 'reprise.access.>';
/** Subject that records quarantines. */
export const QUARANTINED = `reprise.access.message_quarantined.${GATEWAY}`;

/**
 * Subject filters for everything that a runner reads: the lifecycle of all jobs, because it may claim any of them next;
 * queues; decisions about itself; its own task events; and quarantined messages.
 */
export const filtersOfRunner = (runnerId: string): readonly string[] => [
  ...[ALL_LIFECYCLE, ALL_QUEUES, runnerFilter(runnerId), `reprise.jobs.*.task.*.${runnerId}`, QUARANTINED],
];

/**
 * Returns the subject under which an event is stored: the published subject followed by the writer. For a source that
 * is not a writer, it is the published subject alone. Earlier releases stored their events under that subject, and now
 * only the login that creates the log may write to it.
 * @throws Error for a type that is not in the catalogue
 */
export function subjectOf(event: Pick<AnyEvent, 'type' | 'subject' | 'source'>): string {
  const writer = writerOf(event.source);
  return writer === undefined ? publishedSubjectOf(event) : `${publishedSubjectOf(event)}.${writer}`;
}

/** Number of tokens of a published subject, by its second token. Job subjects have five. */
const TOKENS: Readonly<Record<string, number>> = { access: 3, queues: 4, runners: 4, inputs: 4 };

/** Splits a stored subject; `writer` is undefined for events of earlier releases. */
export function splitSubject(stored: string): { readonly published: string; readonly writer: string | undefined } {
  const second = stored.indexOf('.') + 1;
  const family = stored.slice(second, stored.indexOf('.', second));
  // Avoids `split`, because its array costs more than the rest, and this function runs three times for each event that
  // is read.
  let at = -1;
  for (let tokens = TOKENS[family] ?? 5; tokens > 0; tokens -= 1) {
    at = stored.indexOf('.', at + 1);
    if (at === -1) return { published: stored, writer: undefined };
  }
  return { published: stored.slice(0, at), writer: stored.slice(at + 1) };
}

/**
 * Returns the subject of an event in the mirror stream for consumers.
 * @throws Error for a type that is not in the catalogue
 */
export function publishedSubjectOf(event: Pick<AnyEvent, 'type' | 'subject'>): string {
  const kind = kindOf(event.type);
  switch (kind) {
    case undefined:
      throw new Error(`Unknown event type: ${event.type}`);
    case 'queue':
      return `reprise.queues.${QueueName.parse(event.subject)}.${event.type}`;
    case 'runner':
      return `reprise.runners.${RunnerId.parse(event.subject)}.${event.type}`;
    case 'input':
      return `reprise.inputs.${InputId.parse(event.subject)}.${event.type}`;
    case 'access':
      AccessSubject.parse(event.subject);
      return `reprise.access.${event.type}`;
    default:
      return `reprise.jobs.${JobId.parse(event.subject)}.${kind}.${event.type}`;
  }
}

/** Returns the subject of a type with `*` for the job, queue, runner or input. */
export function subjectPattern(type: EventType): string {
  const kind = kindOf(type);
  switch (kind) {
    case 'queue':
    case 'runner':
    case 'input':
      return `reprise.${kind}s.*.${type}`;
    case 'access':
      return `reprise.access.${type}`;
    default:
      return `reprise.jobs.*.${kind ?? ''}.${type}`;
  }
}

/** Returns the CloudEvents type of an event: `reprise.job.cancel_requested.v1`. */
export function ceTypeOf({ type, version }: Pick<AnyEvent, 'type' | 'version'>): string {
  const family = isJobEvent({ type }) ? 'job' : (kindOf(type) ?? 'job');
  return `reprise.${family}.${type}.v${String(version)}`;
}
