import {
  currentVersion,
  eventSchemas,
  subjectOf,
  upcast,
  upcasters,
  type AnyEvent,
  type Envelope,
  type EventType,
  type RecordedEvent,
  type Upcasters,
} from '@reprise/contracts';
import type { z } from 'zod';
import { envelopeOf, headersOf } from './cloud-event-headers.ts';
import { InvalidEventError } from './errors.ts';
import type { Header, LogEntry } from './event-log.ts';

/** Maximum size of event data in bytes. Longer lists go to a file; the event has its path and digest. */
export const MAX_PAYLOAD = 256 * 1024;

/** Message to store. */
export interface Message {
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
}

export type StoredMessage = Message & Pick<LogEntry, 'seq' | 'stored_at'>;

const isKnown = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

/** Built once: zod compiles a schema on first use. */
const strictSchemas = new Map<string, z.ZodType>(
  Object.entries(eventSchemas).map(([type, schema]) => [type, schema.strict()]),
);

/**
 * Encodes an event. Strict: the type, version and every field must be in the catalog.
 * @throws InvalidEventError
 */
export function encode(event: AnyEvent, chains: Upcasters = upcasters): Message {
  if (!isKnown(event.type)) throw new InvalidEventError(`Unknown event type: ${event.type as string}`);
  const version = currentVersion(event.type, chains);
  if (event.version !== version) {
    throw new InvalidEventError(
      `${event.type}: version ${String(event.version)} is not the current ${String(version)}`,
    );
  }
  const data: z.ZodSafeParseResult<unknown> = strictSchemas.get(event.type)!.safeParse(event.data);
  if (!data.success) throw new InvalidEventError(`${event.type}: ${issuesOf(data.error)}`);
  const payload = new TextEncoder().encode(JSON.stringify(data.data));
  if (payload.length > MAX_PAYLOAD) {
    throw new InvalidEventError(
      `${event.type}: ${String(payload.length)} bytes of data, at most ${String(MAX_PAYLOAD)}`,
    );
  }
  const headers = headersOf(event);
  try {
    envelopeOf(headers);
    return { subject: subjectOf(event), headers, payload };
  } catch (cause) {
    throw new InvalidEventError(`${event.type}: ${messageOf(cause)}`, { cause });
  }
}

/** Decodes a stored message. Tolerant: never throws; an entry that this release cannot read has no `event`. */
export function decode(stored: StoredMessage, chains: Upcasters = upcasters): LogEntry {
  let envelope = null;
  try {
    const claimed = envelopeOf(stored.headers);
    assertFits(stored.subject, claimed);
    envelope = claimed;
    const event = eventOf(stored, envelope, chains);
    return { ...stored, envelope, event, problem: null };
  } catch (error) {
    return { ...stored, envelope, event: null, problem: messageOf(error) };
  }
}

/** Checks headers against the subject: the server authorizes appends by subject alone. */
function assertFits(stored: string, { type, subject }: Envelope): void {
  const fits = isKnown(type)
    ? stored === subjectOf({ type, subject })
    : stored.endsWith(`.${type}`) && stored.split('.')[2] === subject;
  if (!fits) throw new Error(`its headers say ${type} of ${subject}, but it is stored under ${stored}`);
}

function eventOf(stored: StoredMessage, envelope: Envelope, chains: Upcasters): RecordedEvent {
  const { type, version } = envelope;
  if (!isKnown(type)) throw new Error(`unknown event type: ${type}`);
  const current = currentVersion(type, chains);
  if (version > current) throw new Error(`${type}: version ${String(version)} is newer than ${String(current)}`);
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(stored.payload));
  const data = eventSchemas[type].parse(upcast(type, version, json, chains));
  return { ...envelope, version: current, data, seq: stored.seq } as RecordedEvent;
}

const issuesOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`).join('; ');

const messageOf = (error: unknown): string => {
  if (error instanceof Error && 'issues' in error) return issuesOf(error as z.ZodError);
  return error instanceof Error ? error.message : String(error);
};
