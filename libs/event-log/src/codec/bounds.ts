import { GREATEST_PRIORITY, kindOf, QueueName, type Envelope } from '@reprise/contracts';
import type { Header } from '../event-log.ts';

/**
 * Limits of event fields beyond the published schemas: the values that every reader, table and index can hold. In
 * UTF-16 code units, unless stated in bytes.
 */
const BOUNDS = {
  /** Number of headers, and total bytes of names and values. */
  headers: 32,
  headerBytes: 16 * 1024,
  /** Actor, source, correlation and causation id. */
  attribute: 512,
  /** Type, without its prefix and version. */
  type: 64,
  /** Ids, hashes and versions, which are keys or parts of keys. */
  key: 512,
  /** Names of processes and steps, and paths. */
  long: 16 * 1024,
  /** Years of all timestamps, inclusive. */
  firstYear: 1970,
  lastYear: 2999,
  /** Nesting of arrays and objects. Parameters may have 64 levels. */
  depth: 128,
  /** Milliseconds of a duration, here 300 years. */
  durationMs: 1e13,
} as const;

const ATTRIBUTES = ['source', 'subject', 'actor', 'correlation_id', 'causation_id', 'traceparent'] as const;
const CONTROL = /[\0-\x1f\x7f-\x9f]/;

/** Fields by permitted content. All other fields are free text, limited only by the size of the event. */
const kinds = new Map<string, 'key' | 'long'>([
  ...[
    ...['hash', 'runner_id', 'storage_id', 'results_left_on', 'session_id', 'sha256', 'kind', 'start_time', 'boot_id'],
    ...['nextflow_version', 'run_name', 'pipeline', 'pipeline_revision', 'queue', 'refusal', 'error_action', 'signal'],
    ...['sample_name', 'command', 'method', 'route', 'why', 'token_id'],
  ].map((name) => [name, 'key'] as const),
  ...[
    ...['process', 'step', 'failing_step', 'failing_task', 'made_by', 'by', 'target'],
    ...['path', 'launch_dir', 'work_dir', 'output_dir'],
  ].map((name) => [name, 'long'] as const),
]);

/** Numbers that are far below the limit: priorities, and limits of queues. */
const priorities = new Set(['priority', 'from', 'to']);
/** Fields that contain a queue name, by event type. Claiming the job builds a subject from it. */
const queueNames = new Map([
  ['submitted', ['queue']],
  ['queue_changed', ['from', 'to']],
]);

/** A field exceeds its limits; the message names it. */
class OutOfBoundsError extends Error {
  override readonly name = 'OutOfBoundsError';
}

/** @throws OutOfBoundsError */
export function assertHeaderBounds(headers: readonly Header[]): void {
  if (headers.length > BOUNDS.headers) throw outOf('headers', `${headers.length} of them, at most ${BOUNDS.headers}`);
  let units = 0;
  for (const [name, value] of headers) units += name.length + value.length;
  // A code unit has at most three bytes, and most headers are short.
  if (units * 3 <= BOUNDS.headerBytes) return;
  const bytes = headers.reduce((sum, header) => sum + Buffer.byteLength(header[0]) + Buffer.byteLength(header[1]), 0);
  if (bytes > BOUNDS.headerBytes) throw outOf('headers', `${bytes} bytes, at most ${BOUNDS.headerBytes}`);
}

/** @throws OutOfBoundsError */
export function assertEnvelopeBounds(envelope: Envelope): void {
  for (const name of ATTRIBUTES) {
    const value = envelope[name];
    if (value !== undefined) assertText(name, value, BOUNDS.attribute);
  }
  if (envelope.type.length > BOUNDS.type) throw outOf('type', `${envelope.type.length} characters`);
  // Postgres compares UUIDs as numbers, everything else as text.
  if (envelope.id !== envelope.id.toLowerCase()) throw outOf('id', 'has capital letters');
  const isRunner = kindOf(envelope.type) === 'runner';
  if (!isRunner && envelope.subject !== envelope.subject.toLowerCase()) throw outOf('subject', 'has capital letters');
  assertYear('time', envelope.time);
}

/**
 * Checks the nesting of JSON before it is parsed, to protect recursive readers from stack overflow.
 * @throws OutOfBoundsError
 */
export function assertDepth(json: Uint8Array): void {
  if (json.length <= BOUNDS.depth) return;
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case 0x22: // "
        for (at++; at < json.length && json[at] !== 0x22; at++) if (json[at] === 0x5c) at++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > BOUNDS.depth) throw outOf('data', `nested deeper than ${BOUNDS.depth} levels`);
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
    }
  }
}

/** Objects whose keys are chosen by users and have no meaning. */
const named = new Set(['params', 'env', 'files']);

/**
 * Checks data fields that passed their schema.
 * @throws OutOfBoundsError
 */
export function assertDataBounds(data: object): void {
  for (const key in data) {
    if (named.has(key)) continue;
    assertField(key, (data as Record<string, unknown>)[key]);
  }
}

/** @throws OutOfBoundsError */
export function assertQueueNames(type: string, data: object): void {
  for (const name of queueNames.get(type) ?? [])
    if (!QueueName.safeParse((data as Record<string, unknown>)[name]).success)
      throw outOf(name, 'is not the name of a queue');
}

function assertField(key: string, value: unknown): void {
  switch (typeof value) {
    case 'string': {
      const kind = kinds.get(key);
      if (kind === 'key') assertText(key, value, BOUNDS.key);
      else if (kind === 'long') assertLength(key, value, BOUNDS.long);
      else if (key === 'at' || key.endsWith('_at')) assertYear(key, value);
      return;
    }
    case 'number':
      if (key.endsWith('_ms') && value > BOUNDS.durationMs) throw outOf(key, `more than ${BOUNDS.durationMs} ms`);
      if (priorities.has(key) && Math.abs(value) > GREATEST_PRIORITY) throw outOf(key, `beyond ${GREATEST_PRIORITY}`);
      return;
    case 'object':
      if (value === null) return;
      if (!Array.isArray(value)) assertDataBounds(value);
      else for (const item of value) assertField(key, item);
  }
}

function assertText(field: string, value: string, most: number): void {
  assertLength(field, value, most);
  if (CONTROL.test(value)) throw outOf(field, 'has control characters');
  if (/\p{Surrogate}/u.test(value)) throw outOf(field, 'has half a surrogate pair');
}

function assertLength(field: string, { length }: string, most: number): void {
  if (length > most) throw outOf(field, `${length} characters, at most ${most}`);
}

/** Times are ISO 8601, so the year is the first four digits. */
function assertYear(field: string, time: string): void {
  const year = Number(time.slice(0, 4));
  if (!(year >= BOUNDS.firstYear && year <= BOUNDS.lastYear))
    throw outOf(field, `not in the years ${BOUNDS.firstYear} to ${BOUNDS.lastYear}`);
}

const outOf = (field: string, why: string): OutOfBoundsError => new OutOfBoundsError(`${field}: ${why}`);
