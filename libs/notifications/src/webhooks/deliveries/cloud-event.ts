import { WEBHOOK_TEST } from '../../contract/index.ts';
import type { EventRow } from '../events/events.ts';

/** Source: CloudEvents 1.0, HTTP protocol binding, structured mode. */
export const CONTENT_TYPE = 'application/cloudevents+json';

/**
 * Returns an event of the log as a CloudEvent in JSON: its NATS headers become attributes, and `data` is the payload.
 */
export function cloudEvent(event: EventRow): string {
  const header = (name: string) => event.headers.find(([key]) => key === name)?.[1];
  const traceparent = header('traceparent');
  return JSON.stringify({
    specversion: '1.0',
    id: event.event_id,
    source: event.source,
    type: header('ce-type'),
    subject: event.job_id ?? event.queue ?? header('ce-subject'),
    time: event.at,
    datacontenttype: 'application/json',
    sequence: String(event.seq),
    actor: event.actor,
    correlationid: event.correlation_id,
    causationid: event.causation_id,
    ...(traceparent !== undefined && { traceparent }),
    data: JSON.parse(new TextDecoder().decode(event.payload)) as unknown,
  });
}

/** A test delivery. */
export interface TestEvent {
  readonly id: string;
  readonly webhookId: string;
  readonly time: string;
  readonly actor: string;
}

/** Body of a test. It looks like an event but is not part of the log. */
export const testEvent = ({ id, webhookId, time, actor }: TestEvent): string =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: '/reprise/gateway',
    type: `reprise.webhook.${WEBHOOK_TEST}.v1`,
    subject: webhookId,
    time,
    datacontenttype: 'application/json',
    actor,
    data: { message: 'This is a test of the webhook. It does not represent an event.' },
  });
