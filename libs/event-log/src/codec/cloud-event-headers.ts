import { Envelope, ceTypeOf, type AnyEvent } from '@reprise/contracts';
import { UNREADABLE_HEADERS, type Header } from '../event-log.ts';

/**
 * Envelope as message headers: CloudEvents 1.0 in binary mode. Source: CloudEvents NATS protocol binding, section 3.1;
 * W3C Trace Context for `traceparent`.
 */

const attributes = {
  id: 'ce-id',
  source: 'ce-source',
  subject: 'ce-subject',
  time: 'ce-time',
  actor: 'ce-actor',
  correlation_id: 'ce-correlationid',
  causation_id: 'ce-causationid',
} as const satisfies Partial<Record<keyof Envelope, string>>;

const ATTRIBUTES = Object.entries(attributes) as readonly (readonly [keyof typeof attributes, string])[];

const TYPE = /^reprise\.(?:job|queue|runner|input|access)\.([a-z][a-z0-9_]*)\.v([1-9][0-9]*)$/;

export function headersOf(event: AnyEvent): Header[] {
  const headers: Header[] = [
    ['Nats-Msg-Id', event.id],
    ['ce-specversion', '1.0'],
    ['ce-type', ceTypeOf(event)],
    ['ce-datacontenttype', 'application/json'],
  ];
  for (const [field, name] of ATTRIBUTES) headers.push([name, percentEncoded(event[field])]);
  if (event.traceparent !== undefined) headers.push(['traceparent', event.traceparent]);
  return headers;
}

/**
 * Parses headers. The type may be unknown to this release.
 * @throws if they are not an envelope, or if they are ambiguous
 */
export function envelopeOf(headers: readonly Header[]): Envelope {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    if (name === UNREADABLE_HEADERS) throw new Error('its headers cannot be read');
    if (values.has(name) && name.startsWith('ce-')) throw new Error('an attribute is there twice');
    values.set(name, value);
  }
  const [, type, version] = TYPE.exec(values.get('ce-type') ?? '') ?? [];
  const fields: Record<string, unknown> = { type, version: Number(version) };
  for (const [field, name] of ATTRIBUTES) fields[field] = percentDecoded(values.get(name) ?? '');
  const traceparent = values.get('traceparent');
  if (traceparent !== undefined) fields['traceparent'] = traceparent;
  return Envelope.parse(fields);
}

/** Most values need no decoding, which is slow to detect by the function itself. */
const percentDecoded = (value: string): string => (value.includes('%') ? decodeURIComponent(value) : value);

/** Encodes space, `"`, `%` and everything outside of printable ASCII, as the binding requires. */
const percentEncoded = (value: string): string =>
  value.replace(/[^\x21-\x7e]|["%]/gu, (character) => encodeURIComponent(character));
