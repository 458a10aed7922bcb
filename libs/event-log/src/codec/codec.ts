import {
  currentVersion,
  eventSchemas,
  publishedSubjectOf,
  splitSubject,
  subjectOf,
  upcast,
  upcasters,
  versionFor,
  type AnyEvent,
  type Envelope,
  type EventType,
  type RecordedEvent,
  type Upcasters,
} from '@reprise/contracts';
import type { z } from 'zod';
import { assertDataBounds, assertDepth, assertEnvelopeBounds, assertHeaderBounds, assertQueueNames } from './bounds.ts';
import { envelopeOf, headersOf } from './cloud-event-headers.ts';
import { InvalidEventError } from '../errors.ts';
import type { Header, LogEntry } from '../event-log.ts';
import { assertActor, assertMayAppend, assertWriter } from './writer.ts';

/**
 * Maximum size of event data in bytes. Longer lists are written to a file, and the event contains its path and digest.
 */
export const MAX_PAYLOAD = 256 * 1024;

/** Message to store. */
export interface Message {
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
}

export type StoredMessage = Message & Pick<LogEntry, 'seq' | 'stored_at'>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const isKnown = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

/** Built once, because zod compiles a schema on first use. */
const strictSchemas = new Map<string, z.ZodType>(
  Object.entries(eventSchemas).map(([type, schema]) => [type, schema.strict()]),
);

/**
 * Encodes an event. Strict: the type, the version and every field must be in the catalogue.
 * @throws InvalidEventError
 */
export function encode(event: AnyEvent, chains: Upcasters = upcasters): Message {
  if (!isKnown(event.type)) throw new InvalidEventError(`Unknown event type: ${event.type as string}`);
  const version = currentVersion(event.type, chains);
  if (event.version !== version && event.version !== versionFor(event.type, event.data, chains)) {
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
    const subject = subjectOf(event);
    assertWriter(subject, event);
    assertActor(event);
    assertMayAppend(subject, event, data.data as RecordedEvent['data']);
    assertDataBounds(data.data as object);
    assertQueueNames(event.type, data.data as object);
    assertDepth(payload);
    assertEnvelopeBounds(envelopeOf(headers));
    assertHeaderBounds(headers);
    return { subject, headers, payload };
  } catch (cause) {
    throw new InvalidEventError(`${event.type}: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Decodes a stored message. Tolerant: never throws. An entry that this release cannot read has no `event`. Such an
 * entry has an envelope only if its type or version is newer; nothing in a malformed message is trusted.
 */
export function decode(stored: StoredMessage, chains: Upcasters = upcasters): LogEntry {
  let later: Envelope | null = null;
  try {
    assertHeaderBounds(stored.headers);
    const envelope = envelopeOf(stored.headers);
    assertEnvelopeBounds(envelope);
    assertFits(stored.subject, envelope);
    const newer = newerThan(envelope, chains);
    if (newer !== null) later = envelope;
    if (newer !== null) throw new Error(newer);
    return { ...stored, envelope, event: eventOf(stored, envelope, chains), problem: null };
  } catch (error) {
    return { ...stored, envelope: later, event: null, problem: messageOf(error) };
  }
}

/** Checks headers against the subject, because the server authorizes appends only by subject. */
function assertFits(stored: string, envelope: Envelope): void {
  const { type, subject } = envelope;
  const { published } = splitSubject(stored);
  const fits = isKnown(type)
    ? published === publishedSubjectOf({ type, subject })
    : published.endsWith(`.${type}`) &&
      (published.startsWith('reprise.access.') || published.split('.')[2] === subject);
  if (!fits) throw new Error(`its headers say ${type} of ${subject}, but it is stored under ${stored}`);
  assertWriter(stored, envelope);
}

/** Returns a sentence about a type or version that this release does not know; null if it knows both. */
function newerThan({ type, version }: Envelope, chains: Upcasters): string | null {
  if (!isKnown(type)) return `unknown event type: ${type}`;
  const current = currentVersion(type, chains);
  return version > current ? `${type}: version ${String(version)} is newer than ${String(current)}` : null;
}

function eventOf(stored: StoredMessage, envelope: Envelope, chains: Upcasters): RecordedEvent {
  const type = envelope.type as EventType;
  if (stored.payload.length > MAX_PAYLOAD) throw new Error(`data: ${String(stored.payload.length)} bytes`);
  assertDepth(stored.payload);
  const json: unknown = JSON.parse(utf8.decode(stored.payload));
  const data = eventSchemas[type].parse(upcast(type, envelope.version, json, chains));
  assertDataBounds(data);
  assertQueueNames(type, data);
  assertMayAppend(stored.subject, { type, actor: envelope.actor }, data as RecordedEvent['data']);
  return { ...envelope, version: currentVersion(type, chains), data, seq: stored.seq } as RecordedEvent;
}

/** Maximum number of characters. Limited because the text may quote foreign input. */
const LONGEST_PROBLEM = 500;

const issuesOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`).join('; ');

const messageOf = (error: unknown): string => {
  const message =
    error instanceof Error && 'issues' in error
      ? issuesOf(error as z.ZodError)
      : error instanceof Error
        ? error.message
        : String(error);
  return message.length > LONGEST_PROBLEM ? `${message.slice(0, LONGEST_PROBLEM)}…` : message;
};
