import {
  GATEWAY,
  GATEWAY_SOURCE,
  GREATEST_PRIORITY,
  MACHINE_ACTOR,
  runnerActor,
  type AnyEvent,
} from '@reprise/contracts';
import { UNREADABLE_HEADERS, type Header } from '../event-log.ts';
import { context } from '../log-under-test.fixture.ts';
import { newId } from '../ids.ts';
import { makeEvent } from '../make-event.ts';
import { decode, encode, MAX_PAYLOAD, type Message } from './codec.ts';

const event = makeEvent(
  { type: 'priority_changed', subject: newId(), data: { from: 0, to: 1, reason: null } },
  { ...context(), source: GATEWAY_SOURCE, actor: MACHINE_ACTOR },
);
const stored = (message: Message) => ({ ...message, seq: 7, stored_at: '2026-01-01T00:00:00.000Z' });
const encoded = (changes: object) => () => encode({ ...event, ...changes } as AnyEvent);
const bytes = (text: string) => new TextEncoder().encode(text);
const withHeader = (name: string, value: string): Message => {
  const message = encode(event);
  const others = message.headers.filter(([each]) => each !== name);
  return { ...message, headers: [...others, [name, value]] };
};
const problemOf = (message: Message) => decode(stored(message)).problem;

describe('an event that cannot be encoded', () => {
  it('has an unknown type', () => {
    expect(encoded({ type: 'archived' })).toThrow('Unknown event type: archived');
    expect(encoded({ type: 'toString' })).toThrow('Unknown event type: toString');
  });

  it('has other fields than its schema, which are each named', () => {
    expect(encoded({ data: { from: '0', reason: null, more: 1 } })).toThrow(
      /^priority_changed: from: .*; to: .*; data: .*"more"/,
    );
    expect(encoded({ data: null })).toThrow(/^priority_changed: data: /);
  });

  it('exceeds the data limit of a message', () => {
    const submitted = makeEvent(
      { type: 'submitted', subject: newId(), data: submission('a'.repeat(MAX_PAYLOAD)) },
      context(),
    );
    expect(() => encode(submitted)).toThrow(/^submitted: \d+ bytes of data, at most 262144$/);
    const rest = JSON.stringify(submission('')).length;
    const largest = { ...submitted, data: submission('a'.repeat(MAX_PAYLOAD - rest)) } as AnyEvent;
    expect(encode(largest).payload).toHaveLength(MAX_PAYLOAD);
    expect(decode(stored(encode(largest)))).toMatchObject({ problem: null });
    expect(() => encode({ ...largest, data: submission('a'.repeat(MAX_PAYLOAD - rest + 1)) } as AnyEvent)).toThrow(
      'submitted: 262145 bytes of data, at most 262144',
    );
  });

  it('exceeds the header limit after encoding, although each header is within its bounds', () => {
    const long = '€'.repeat(512);
    const fields = { source: long, actor: long, correlation_id: long };
    expect(encoded(fields)).not.toThrow();
    expect(encoded({ ...fields, causation_id: long })).toThrow(/headers: \d+ bytes, at most 16384/);
  });

  it('is rejected with the complete path of the wrong field, and the reason', () => {
    const inputs = [{ path: '/in/S1.fastq' }];
    const submitted = makeEvent({ type: 'submitted', subject: newId(), data: submission('x') }, context());
    const wrong = { ...submitted, data: { ...submission('x'), inputs } } as unknown as AnyEvent;
    expect(() => encode(wrong)).toThrow(/submitted: inputs\.0\.[a-z]/);
    expect(encoded({ actor: 'user:ana' })).toThrow(expect.objectContaining({ cause: expect.any(Error) as Error }));
  });

  it('has a writer that differs from its source, or that may not append it', () => {
    expect(encoded({ actor: runnerActor('runner-a') })).toThrow('its actor is');
    expect(encoded({ actor: GATEWAY })).toThrow('gateway is no actor of priority_changed');
  });

  it('has data that no table can store', () => {
    expect(encoded({ data: { from: 0, to: GREATEST_PRIORITY + 1, reason: null } })).toThrow();
    const submitted = makeEvent({ type: 'submitted', subject: newId(), data: submission('x') }, context());
    const withData = (changes: object) => () =>
      encode({ ...submitted, data: { ...submission('x'), ...changes } } as AnyEvent);
    expect(withData({})).not.toThrow();
    expect(withData({ pipeline_revision: 'r'.repeat(513) })).toThrow('pipeline_revision: 513 characters, at most 512');
    expect(withData({ queue: 'Not a queue' })).toThrow(/queue/);
    let deep: unknown = 1;
    for (let level = 0; level < 130; level += 1) deep = [deep];
    expect(withData({ params: { deep } })).toThrow();
  });

  it('has an envelope that no reader can handle', () => {
    expect(encoded({ correlation_id: 'c'.repeat(513) })).toThrow('correlation_id: 513 characters, at most 512');
  });
});

function submission(value: string) {
  return {
    sample_name: 'S1',
    pipeline: 'toy',
    pipeline_revision: 'r1',
    inputs: [],
    queue: 'default',
    priority: 0,
    reason: null,
    params: { value },
  };
}

describe('the trace of an event', () => {
  it('is kept if it exists', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const message = encode({ ...event, traceparent });
    expect(message.headers).toContainEqual(['traceparent', traceparent]);
    expect(decode(stored(message)).event).toMatchObject({ traceparent });
    const { traceparent: _, ...without } = event;
    expect(encode(without as AnyEvent).headers.map(([name]) => name)).not.toContain('traceparent');
  });
});

describe('the problem of a message', () => {
  it('is unreadable headers', () => {
    expect(problemOf(withHeader(UNREADABLE_HEADERS, ''))).toBe('its headers cannot be read');
  });

  it('is its type, unless that is of a later release', () => {
    for (const type of [
      'x.reprise.job.priority_changed.v1',
      'reprise.job.priority_changed.v1x',
      'reprise.job.priority_changed.v1.v1',
    ])
      expect(decode(stored(withHeader('ce-type', type)))).toMatchObject({ envelope: null, event: null });
    expect(problemOf(withHeader('ce-type', 'reprise.job.priority_changed.v10'))).toBe(
      'priority_changed: version 10 is newer than 1',
    );
  });

  it('is too much data, or data that does not match its schema', () => {
    const message = encode(event);
    const payload = bytes(`"${'a'.repeat(MAX_PAYLOAD)}"`);
    expect(problemOf({ ...message, payload })).toBe(`data: ${MAX_PAYLOAD + 2} bytes`);
    expect(problemOf({ ...message, payload: bytes('{"from":"0","to":1,"reason":null}') })).toMatch(/^from: /);
    expect(problemOf({ ...message, payload: bytes('[]') })).toMatch(/^data: /);
    expect(problemOf({ ...message, payload: bytes('{') })).toMatch(/JSON/);
  });

  it('is invalid UTF-8 anywhere in its data', () => {
    const message = encode({ ...event, data: { from: 0, to: 1, reason: '@@' } } as AnyEvent);
    const payload = Uint8Array.from(message.payload, (byte) => (byte === 0x40 ? 0xc0 : byte));
    expect(decode(stored({ ...message, payload }))).toMatchObject({ event: null, envelope: null });
    expect(decode(stored(message)).event).toMatchObject({ data: { reason: '@@' } });
  });

  it('is a writer that its subject does not prove, or that may not append it', () => {
    const message = encode(event);
    const by = (writer: string) => message.subject.replace(/[^.]+$/, writer);
    expect(problemOf({ ...message, subject: by('runner-a') })).toMatch(/^its source is .*, but runner-a appended it$/);
    const { headers } = message;
    const actor = headers.map(([name, value]): Header => [name, name === 'ce-actor' ? GATEWAY : value]);
    expect(problemOf({ ...message, headers: actor })).toBe('gateway is no actor of priority_changed');
  });

  it('is a type of a later release, and only the envelope is kept', () => {
    const later = withHeader('ce-type', 'reprise.job.archived.v1');
    const own = `reprise.jobs.${event.subject}.life.archived.${GATEWAY}`;
    expect(decode(stored({ ...later, subject: own }))).toMatchObject({
      envelope: { type: 'archived' },
      event: null,
      problem: 'unknown event type: archived',
    });
    const other = `reprise.jobs.${newId()}.life.archived.${GATEWAY}`;
    expect(decode(stored({ ...later, subject: other }))).toMatchObject({ envelope: null, event: null });
    const access = withHeader('ce-type', 'reprise.access.archived.v1');
    expect(decode(stored({ ...access, subject: `reprise.access.archived.${GATEWAY}` }))).toMatchObject({
      envelope: { type: 'archived' },
    });
  });

  it('is not a duplicate of a meaningless header', () => {
    const message = encode(event);
    const headers: Header[] = [...message.headers, ['x-a', '1'], ['x-a', '2']];
    expect(problemOf({ ...message, headers })).toBeNull();
  });

  it('has at most 500 characters', () => {
    const message = encode(event);
    const under = (subject: string) => problemOf({ ...withHeader('ce-type', 'reprise.job.renamed.v1'), subject })!;
    expect(under(message.subject)).toBe(
      `its headers say renamed of ${event.subject}, but it is stored under ${message.subject}`,
    );
    const fill = 500 - under(message.subject).length;
    expect(under(message.subject + 'z'.repeat(fill))).toMatch(/z$/);
    const long = under(message.subject + 'z'.repeat(fill + 1));
    expect(long).toHaveLength(501);
    expect(long).toMatch(/z…$/);
  });
});
