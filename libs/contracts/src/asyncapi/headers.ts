import { kindOf, type AnyEvent, type EventKind, type EventType } from '../event-catalog/catalog.ts';
import { currentVersion } from '../event-catalog/upcasters.ts';
import { ceTypeOf } from '../event-catalog/subjects.ts';

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });

/**
 * Returns the JSON Schema of an event type's headers. Values are percent-encoded, as the CloudEvents binding requires.
 */
export function headersSchemaOf(type: EventType) {
  const subject = subjects[kindOf(type) ?? 'life'] ?? 'The id of the job';
  return {
    type: 'object',
    required: [...required],
    properties: {
      'Nats-Msg-Id': text('The same as ce-id'),
      'ce-specversion': { const: '1.0' },
      'ce-type': { const: ceTypeOf({ type, version: currentVersion(type) }) },
      'ce-datacontenttype': { const: 'application/json' },
      'ce-id': text('Unique for ever; an event that comes again has the same', { format: 'uuid' }),
      'ce-source': text('The service that appended it: /reprise/gateway, or /reprise/runner/ and its id'),
      'ce-subject': text(subject),
      'ce-time': text('UTC, with milliseconds', { format: 'date-time' }),
      'ce-actor': text('The person or the service that caused it'),
      'ce-correlationid': text('The same for everything that came of one request'),
      'ce-causationid': text('The command or the event that caused this one'),
      traceparent: text(
        'W3C Trace Context of the command that it came of; events of earlier releases may have none, and so may what comes of a command given under one',
      ),
    },
  };
}

const subjects: Partial<Record<EventKind, string>> = {
  queue: 'The name of the queue',
  runner: 'The id of the runner',
  access: 'The id of the account, invitation or approval; access if there is none',
};

const required = [
  'Nats-Msg-Id',
  'ce-specversion',
  'ce-type',
  'ce-datacontenttype',
  'ce-id',
  'ce-source',
  'ce-subject',
  'ce-time',
  'ce-actor',
  'ce-correlationid',
  'ce-causationid',
] as const;

/** Returns the headers of an example. */
export const headersShown = (event: AnyEvent): Record<string, string> => ({
  'Nats-Msg-Id': event.id,
  'ce-specversion': '1.0',
  'ce-type': ceTypeOf(event),
  'ce-datacontenttype': 'application/json',
  'ce-id': event.id,
  'ce-source': event.source,
  'ce-subject': event.subject,
  'ce-time': event.time,
  'ce-actor': event.actor.replace(/[^\x21-\x7e]|["%]/gu, encodeURIComponent),
  'ce-correlationid': event.correlation_id,
  'ce-causationid': event.causation_id,
  ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
});
