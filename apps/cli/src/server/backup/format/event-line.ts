import { isUtf8 } from 'node:buffer';
import type { LogEntry, SeedMessage } from '@reprise/event-log';
import { z } from 'zod';

/** An event of the log in a segment. */
export interface StoredEvent extends SeedMessage {
  /** Time of storage, UTC. */
  readonly stored_at: string;
  /** Hash of the event in the audit chain. */
  readonly hash: string;
}

/** `payload` is the text as stored; `payload_base64` replaces it if the bytes are not UTF-8. */
const Line = z.object({
  seq: z.int().positive(),
  stored_at: z.string(),
  subject: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  payload: z.string().optional(),
  payload_base64: z.string().optional(),
  hash: z.string(),
});

type Entry = Pick<LogEntry, 'seq' | 'stored_at' | 'subject' | 'headers' | 'payload'>;

/** One line of a segment, with its line end. */
export function eventLine({ seq, stored_at, subject, headers, payload }: Entry, hash: string): string {
  const bytes = Buffer.from(payload);
  const data = isUtf8(bytes) ? { payload: bytes.toString() } : { payload_base64: bytes.toString('base64') };
  return `${JSON.stringify({ seq, stored_at, subject, headers, ...data, hash })}\n`;
}

/** @throws Error if the line is not an event */
export function parseEventLine(text: string): StoredEvent {
  const { payload, payload_base64, ...rest } = Line.parse(JSON.parse(text));
  const bytes = payload_base64 === undefined ? Buffer.from(payload ?? '') : Buffer.from(payload_base64, 'base64');
  return { ...rest, payload: bytes };
}
