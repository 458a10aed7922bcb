import { GREATEST_PRIORITY, type Envelope } from '@reprise/contracts';
import { assertDataBounds, assertDepth, assertEnvelopeBounds, assertHeaderBounds, assertQueueNames } from './bounds.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const levels = (count: number): string => '['.repeat(count) + ']'.repeat(count);

describe('the nesting of JSON', () => {
  it('may have 128 levels', () => {
    expect(() => assertDepth(bytes(levels(128)))).not.toThrow();
    expect(() => assertDepth(bytes(levels(129)))).toThrow('data: nested deeper than 128 levels');
    expect(() => assertDepth(bytes(`[${'{"a":'.repeat(128)}1`))).toThrow('nested deeper than 128 levels');
    expect(() => assertDepth(bytes(`[${'[],'.repeat(300)}[]]`))).not.toThrow();
  });

  it('ends with the bytes, also within a string', () => {
    for (const text of ['"', '"\\']) expect(() => assertDepth(bytes(`${' '.repeat(200)}${text}`))).not.toThrow();
  });

  it('ignores brackets in a string, also after an escaped quote or backslash', () => {
    const brackets = '['.repeat(300);
    for (const text of [brackets, `\\"${brackets}`, `\\\\\\"${brackets}`])
      expect(() => assertDepth(bytes(`{"a":"${text}"}`))).not.toThrow();
  });

  it('counts brackets after a string that ends with an escaped backslash', () => {
    expect(() => assertDepth(bytes(`{"a":"\\\\","b":${levels(128)}}`))).toThrow('nested deeper than 128 levels');
  });
});

describe('a field of data', () => {
  // Fields that are keys or parts of keys in tables and indexes.
  it.each([
    ...['hash', 'runner_id', 'storage_id', 'results_left_on', 'session_id', 'sha256', 'kind', 'start_time', 'boot_id'],
    ...['nextflow_version', 'run_name', 'pipeline', 'pipeline_revision', 'queue', 'refusal', 'error_action', 'signal'],
    ...['sample_name', 'command', 'method', 'route', 'why', 'token_id'],
  ])('has at most 512 characters and no control characters if it is a key: %s', (name) => {
    expect(() => assertDataBounds({ [name]: 'a'.repeat(512) })).not.toThrow();
    expect(() => assertDataBounds({ [name]: 'a'.repeat(513) })).toThrow(name);
    expect(() => assertDataBounds({ [name]: 'a\0' })).toThrow(name);
    expect(() => assertDataBounds({ [name]: '\ud800' })).toThrow(name);
    expect(() => assertDataBounds({ list: [{ [name]: 'a'.repeat(513) }] })).toThrow(name);
    expect(() => assertDataBounds({ [name]: ['a', 'a'.repeat(513)] })).toThrow(name);
  });

  it.each([
    ...['process', 'step', 'failing_step', 'failing_task', 'made_by', 'by', 'target'],
    ...['path', 'launch_dir', 'work_dir', 'output_dir'],
  ])('has at most 16 Ki characters if it is a path or the name of a step: %s', (name) => {
    expect(() => assertDataBounds({ [name]: 'a'.repeat(16 * 1024) })).not.toThrow();
    expect(() => assertDataBounds({ [name]: 'a'.repeat(16 * 1024 + 1) })).toThrow(name);
  });

  it.each(['at', 'expires_at'])('is a time within the years that tables can store: %s', (name) => {
    for (const year of ['1970', '2999']) expect(() => assertDataBounds({ [name]: `${year}-01-01` })).not.toThrow();
    for (const year of ['1969', '3000']) expect(() => assertDataBounds({ [name]: `${year}-01-01` })).toThrow(name);
  });

  it('accepts any bytes if people chose its name', () => {
    const value = { token_id: 'a'.repeat(513) };
    expect(() => assertDataBounds({ params: value, env: value, files: value })).not.toThrow();
  });
});

describe('the headers of a message', () => {
  const some = (count: number, value = '') => Array.from({ length: count }, (_, i) => [`h${i % 10}`, value] as const);

  it('have at most 32 entries', () => {
    expect(() => assertHeaderBounds(some(32))).not.toThrow();
    expect(() => assertHeaderBounds(some(33))).toThrow('headers: 33 of them, at most 32');
  });

  it('have at most 16 KiB, names and values together, in bytes', () => {
    const name = 'n'.repeat(4);
    const of = (bytes: number, character = 'a') => [[name, character.repeat(bytes)] as const];
    expect(() => assertHeaderBounds(of(16 * 1024 - 4))).not.toThrow();
    expect(() => assertHeaderBounds(of(16 * 1024 - 3))).toThrow('headers: 16385 bytes, at most 16384');
    expect(() => assertHeaderBounds(of(5461, '€'))).toThrow('headers: 16387 bytes');
    expect(() => assertHeaderBounds(of(5460, '€'))).not.toThrow();
    expect(() => assertHeaderBounds([['€'.repeat(5461), 'ab'] as const])).toThrow('headers: 16385 bytes');
    expect(() => assertHeaderBounds([...of(8192), ...of(8192)])).toThrow('headers: 16392 bytes');
  });
});

describe('the envelope of an event', () => {
  const envelope = {
    id: '01900000-0000-7000-8000-000000000001',
    type: 'submitted',
    version: 1,
    source: '/reprise/gateway',
    subject: '01900000-0000-7000-8000-000000000002',
    time: '2026-01-01T08:00:00.000Z',
    actor: 'ada',
    correlation_id: 'c',
    causation_id: 'c',
  } as Envelope;
  const check = (changes: Partial<Envelope>) => () => assertEnvelopeBounds({ ...envelope, ...changes });

  it('is within its bounds', () => {
    expect(check({})).not.toThrow();
    expect(check({ traceparent: '00-1-2-01' })).not.toThrow();
  });

  it.each(['source', 'actor', 'correlation_id', 'causation_id', 'traceparent', 'subject'] as const)(
    'has at most 512 characters, and no control characters, in its %s',
    (name) => {
      expect(check({ [name]: 'a'.repeat(512) })).not.toThrow();
      expect(check({ [name]: 'a'.repeat(513) })).toThrow(`${name}: 513 characters, at most 512`);
      for (const control of ['\0', '\n', '\x7f', '\x9f'])
        expect(check({ [name]: `a${control}` })).toThrow(`${name}: has control characters`);
      expect(check({ [name]: '\udfff' })).toThrow(`${name}: has half a surrogate pair`);
    },
  );

  it('has a type of at most 64 characters', () => {
    expect(check({ type: 'a'.repeat(64) })).not.toThrow();
    expect(check({ type: 'a'.repeat(65) })).toThrow('type: 65 characters');
  });

  it('has ids in lower case, except for the names of runners', () => {
    expect(check({ id: envelope.id.replace('-7000', '-A000') })).toThrow('id: has capital letters');
    expect(check({ subject: 'Default' })).toThrow('subject: has capital letters');
    expect(check({ type: 'drained', subject: 'Runner-A' })).not.toThrow();
    expect(check({ id: 'A' })).toThrow(expect.objectContaining({ name: 'OutOfBoundsError' }));
  });

  it('has a time within the years that tables can store', () => {
    expect(check({ time: '1970-01-01T00:00:00.000Z' })).not.toThrow();
    expect(check({ time: '3000-01-01T00:00:00.000Z' })).toThrow('time: not in the years 1970 to 2999');
  });
});

describe('a number of data', () => {
  it.each(['duration_ms', 'waited_ms'])('is at most 300 years if it is a duration: %s', (name) => {
    expect(() => assertDataBounds({ [name]: 1e13 })).not.toThrow();
    expect(() => assertDataBounds({ [name]: 1e13 + 1 })).toThrow(`${name}: more than 10000000000000 ms`);
  });

  it.each(['priority', 'from', 'to'])('stays below the maximum if it is a priority or a limit: %s', (name) => {
    for (const sign of [1, -1]) {
      expect(() => assertDataBounds({ [name]: sign * GREATEST_PRIORITY })).not.toThrow();
      expect(() => assertDataBounds({ [name]: sign * (GREATEST_PRIORITY + 1) })).toThrow(
        `${name}: beyond ${GREATEST_PRIORITY}`,
      );
    }
  });

  it('is unlimited otherwise', () => {
    expect(() => assertDataBounds({ bytes: 1e15, nested: null, list: [null, 1e15, [{ bytes: 1e15 }]] })).not.toThrow();
  });
});

describe('a text of data', () => {
  it('is unlimited if it is free text', () => {
    expect(() =>
      assertDataBounds({ reason: `\0${'a'.repeat(20_000)}`, format: '9999-01-01', that: 'x' }),
    ).not.toThrow();
  });

  it('may contain control characters if it is a path', () => {
    expect(() => assertDataBounds({ path: '/data/a\nb' })).not.toThrow();
    expect(() => assertDataBounds({ path: 'a'.repeat(16 * 1024 + 1) })).toThrow(
      'path: 16385 characters, at most 16384',
    );
  });
});

describe('the queue in an event', () => {
  it.each([
    ['submitted', 'queue'],
    ['queue_changed', 'from'],
    ['queue_changed', 'to'],
  ])('has a name that is valid in a subject: %s, %s', (type, name) => {
    const data = { queue: 'default', from: 'default', to: 'urgent' };
    expect(() => assertQueueNames(type, data)).not.toThrow();
    expect(() => assertQueueNames(type, { ...data, [name]: 'a.b *' })).toThrow(`${name}: is not the name of a queue`);
  });

  it('belongs to no other event', () => {
    expect(() => assertQueueNames('priority_changed', { from: 1, to: 2 })).not.toThrow();
  });
});
