import type { AnyEvent } from '@reprise/contracts';
import { UNREADABLE_HEADERS } from '../event-log.ts';
import { context } from '../log-under-test.fixture.ts';
import { newId } from '../ids.ts';
import { makeEvent } from '../make-event.ts';
import { decode, encode, MAX_PAYLOAD, type Message } from './codec.ts';

const event = makeEvent(
  { type: 'priority_changed', subject: newId(), data: { from: 0, to: 1, reason: null } },
  context(),
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

describe('an event that is not encoded', () => {
  it('is of a type that is not known', () => {
    expect(encoded({ type: 'archived' })).toThrow('Unknown event type: archived');
    expect(encoded({ type: 'toString' })).toThrow('Unknown event type: toString');
  });

  it('has other fields than its schema, each of which is named', () => {
    expect(encoded({ data: { from: '0', reason: null, more: 1 } })).toThrow(
      /^priority_changed: from: .*; to: .*; data: .*"more"/,
    );
    expect(encoded({ data: null })).toThrow(/^priority_changed: data: /);
  });

  it('has more data than a message may have', () => {
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

  it('has an envelope that no reader could hold', () => {
    expect(encoded({ correlation_id: 'c'.repeat(513) })).toThrow('correlation_id: 513 characters, at most 512');
  });
});

function submission(value: string) {
  return {
    ...{ sample_name: 'S1', pipeline: 'toy', pipeline_revision: 'r1', inputs: [], queue: 'default' },
    ...{ priority: 0, reason: null, params: { value } },
  };
}

describe('the trace of an event', () => {
  it('is kept where there is one', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const message = encode({ ...event, traceparent });
    expect(message.headers).toContainEqual(['traceparent', traceparent]);
    expect(decode(stored(message)).event).toMatchObject({ traceparent });
    const { traceparent: _, ...without } = event;
    expect(encode(without as AnyEvent).headers.map(([name]) => name)).not.toContain('traceparent');
  });
});

describe('why a message is no event', () => {
  it('is that its headers cannot be read', () => {
    expect(problemOf(withHeader(UNREADABLE_HEADERS, ''))).toBe('its headers cannot be read');
  });

  it('is its type, unless it is one of a later release', () => {
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

  it('is too much data, or data that is not its schema', () => {
    const message = encode(event);
    const payload = bytes(`"${'a'.repeat(MAX_PAYLOAD)}"`);
    expect(problemOf({ ...message, payload })).toBe(`data: ${MAX_PAYLOAD + 2} bytes`);
    expect(problemOf({ ...message, payload: bytes('{"from":"0","to":1,"reason":null}') })).toMatch(/^from: /);
    expect(problemOf({ ...message, payload: bytes('[]') })).toMatch(/^data: /);
    expect(problemOf({ ...message, payload: bytes('{') })).toMatch(/JSON/);
  });

  it('is said in 500 characters at most', () => {
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
