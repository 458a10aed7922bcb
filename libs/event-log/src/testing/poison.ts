import { readdirSync, readFileSync } from 'node:fs';
import { eventSchemas, isJobEvent, kindOf, type AnyEvent, type EventType } from '@reprise/contracts';
import { encode, type Message } from '../codec/codec.ts';
import { newId, UNREADABLE_HEADERS, type Header } from '../index.ts';

const GOLDEN = new URL('../../../contracts/golden/', import.meta.url);
const types = Object.keys(eventSchemas) as EventType[];

/**
 * Returns the published example of a type as a new event about this job (or the queue `default`, or its own subject).
 */
export function exampleOf(type: EventType, jobId: string): AnyEvent {
  const folder = new URL(`${type}/`, GOLDEN);
  const latest = readdirSync(folder).sort().at(-1)!;
  const example = JSON.parse(readFileSync(new URL(latest, folder), 'utf8')) as AnyEvent;
  const kind = kindOf(type);
  const subject = kind === 'queue' ? 'default' : isJobEvent(example) ? jobId : example.subject;
  const data = 'job_id' in example.data ? { ...example.data, job_id: jobId } : example.data;
  return { ...example, id: newId(), subject, data } as AnyEvent;
}

export const messageOf = (type: EventType, jobId: string): Message => encode(exampleOf(type, jobId));

/** Returns the message with different headers, by name. */
export const withHeaders = (message: Message, changes: Readonly<Record<string, string>>): Message => ({
  ...message,
  headers: message.headers.map(([name, value]): Header => [name, changes[name] ?? value]),
});

/** Returns the message with different data. */
export const withData = (message: Message, change: (data: Record<string, unknown>) => unknown): Message => {
  const data = JSON.parse(new TextDecoder().decode(message.payload)) as Record<string, unknown>;
  return { ...message, payload: new TextEncoder().encode(JSON.stringify(change(data))) };
};

/** Header blocks, without the final empty line, that a server stores and that make the NATS client (3.4) throw. */
function unreadableBlocks({ headers }: Message): [name: string, block: Buffer][] {
  // Without the id, by which the server deduplicates.
  const own = headers.filter(([name]) => name !== 'Nats-Msg-Id');
  const genuine = own.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const withLine = (line: string) => Buffer.from(`NATS/1.0\r\n${genuine}${line}\r\n`);
  return [
    ['a header name that is not ASCII', withLine('x-naïve: 1')],
    ['a header name with a space', withLine('x y: 1')],
    ['a header name with NUL', withLine('x\0: 1')],
    ['a header name with a control character', withLine('x\u0001: 1')],
    ['a header name with DEL', withLine('x\x7f: 1')],
    ['a lone CR in a header', withLine('x: a\rb')],
    ['a lone LF in a header', withLine('x: a\nb')],
    ['a header block without its end', Buffer.from(`NATS/1.0\r\n${genuine}x: 1`)],
    ['a header block that is none', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a, 0x3a])],
  ];
}

/** Header lines with the names that a server appends on reads. */
export const APPENDED_NAMES = ['Stream', 'Subject', 'Sequence', 'Time-Stamp', 'Num-Pending', 'Last-Sequence'].map(
  (name) => `Nats-${name}`,
);

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const raw = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Messages, by name, that stopped a reader in the past, or could stop one. None is a valid event. */
export function poisonMessages(jobId: string): [name: string, message: Message][] {
  const task = messageOf('task_completed', jobId);
  const submitted = messageOf('submitted', jobId);
  const failed = messageOf('attempt_failed', jobId);
  const ofTask = (fields: object) => withData(task, (data) => ({ ...data, ...fields }));
  return [
    ['the year 0000', withHeaders(task, { 'ce-time': '0000-01-01T00:00:00.000Z' })],
    ['the year 9999', withHeaders(task, { 'ce-time': '9999-12-31T23:59:59.999Z' })],
    ['the year 0000 in its data', ofTask({ completed_at: '0000-01-01T00:00:00Z' })],
    ['NUL in a hash', ofTask({ hash: 'ab/\0' })],
    ['half a surrogate pair in a hash', { ...task, payload: raw(text(ofTask({ hash: '@' })).replace('@', '\\ud800')) }],
    ['a hash of 20 KB', ofTask({ hash: 'a'.repeat(20_000) })],
    ['a sample name of 20 KB', withData(submitted, (data) => ({ ...data, sample_name: 'S'.repeat(20_000) }))],
    ['an actor of 100 KB', withHeaders(task, { 'ce-actor': 'a'.repeat(100_000) })],
    ['an actor of 10 KB', withHeaders(task, { 'ce-actor': 'a'.repeat(10_000) })],
    ['an actor with control characters', withHeaders(task, { 'ce-actor': 'ada%00%0A' })],
    ['an actor that is no UTF-8', withHeaders(task, { 'ce-actor': '%C0%A0' })],
    ['100 headers', { ...task, headers: [...task.headers, ...manyHeaders(100)] }],
    ['a header of 20 KB', { ...task, headers: [...task.headers, ['x-long', 'a'.repeat(20_000)]] }],
    ['no headers', { ...task, headers: [] }],
    ...unreadableBlocks(submitted).map(([name, block]): [string, Message] => [
      name,
      { ...submitted, headers: [[UNREADABLE_HEADERS, block.toString('base64')]] },
    ]),
    ['an attribute twice', { ...task, headers: [['ce-actor', 'eve'], ...task.headers] }],
    ['110,000 nested brackets', { ...task, payload: raw(nested(110_000)) }],
    [
      'parameters of 110,000 levels',
      { ...submitted, payload: raw(text(submitted).replace('"params":{', `"params":{"deep":${nested(110_000)},`)) },
    ],
    ['a payload that is no JSON', { ...task, payload: raw('not JSON') }],
    ['a payload that is no UTF-8', { ...task, payload: Uint8Array.of(0x22, 0xc0, 0xa0, 0x22) }],
    ['an empty payload', { ...task, payload: new Uint8Array() }],
    ['null', { ...task, payload: raw('null') }],
    ['a list', { ...failed, payload: raw('[]') }],
    [
      'a number beyond all',
      { ...task, payload: raw(text(task).replace(/"duration_ms":[^,}]+/, '"duration_ms":1e999')) },
    ],
    ['a duration of a million years', withData(failed, (data) => ({ ...data, duration_ms: 3e16 }))],
    [
      'a priority beyond 32 bits',
      withData(messageOf('priority_changed', jobId), (data) => ({ ...data, to: Number.MAX_SAFE_INTEGER })),
    ],
    ['a queue that no subject can name', withData(submitted, (data) => ({ ...data, queue: 'Bad Queue' }))],
    ['a move to such a queue', withData(messageOf('queue_changed', jobId), (data) => ({ ...data, to: 'reprise.>' }))],
    ['an attempt that is no number', ofTask({ attempt: 'first' })],
    [
      'capital letters in its job',
      {
        ...withHeaders(submitted, { 'ce-subject': jobId.toUpperCase() }),
        subject: submitted.subject.replace(jobId, jobId.toUpperCase()),
      },
    ],
    ['another job in its headers', withHeaders(submitted, { 'ce-subject': newId() })],
    ['an id that is none', withHeaders(task, { 'ce-id': 'x' })],
    [
      'a version that is no number',
      withHeaders(task, { 'ce-type': 'reprise.job.task_completed.v99999999999999999999' }),
    ],
    [
      'a type of 5 KB',
      { ...withHeaders(task, { 'ce-type': `reprise.job.${'t'.repeat(5_000)}.v1` }), subject: task.subject },
    ],
  ];
}

/** nats-server rejects larger headers in a stream. */
const MAX_HEADERS = 64 * 1024;

/** The poison messages that nats-server stores. */
export const storablePoison = (jobId: string): Message[] =>
  poisonMessages(jobId)
    .map(([, message]) => message)
    .filter(
      ({ headers }) => headers.reduce((bytes, [name, value]) => bytes + name.length + value.length, 0) < MAX_HEADERS,
    );

const text = ({ payload }: Message): string => new TextDecoder().decode(payload);
const manyHeaders = (count: number) => Array.from({ length: count }, (_, i): Header => [`x-${String(i)}`, 'y']);

/** Values that replace valid ones in generated messages. */
export const STRANGE_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, 2 ** 31 - 2, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER],
  ...['', '\0', 'a\0b', '\ud800', '\n', "'; drop table audit; --", '%', '=cmd()', '<script>', '😀', 'a'.repeat(5_000)],
  ...[
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:00.1239999Z',
    'infinity',
    'PST',
    '__proto__',
    'constructor',
  ],
  ...[[], {}, [[]], { __proto__: null, toString: 1 }, Array(500).fill('x')],
];

/** Every event type. */
export const everyType = types;
