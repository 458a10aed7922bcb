import { eventLine, parseEventLine } from './event-line.ts';

const entry = (payload: Uint8Array) => ({
  seq: 7,
  stored_at: '2026-12-01T16:30:00.000Z',
  subject: 'reprise.jobs.ö.life.x',
  headers: [
    ['ce-id', 'a'],
    ['ce-actor', 'Ünal\u2028"'],
  ] as [string, string][],
  payload,
});
const HASH = 'ab'.repeat(32);

describe('an event line of a segment', () => {
  it.each([
    ['text', Buffer.from('{"reason":"full\\n\u2028"}')],
    ['text with a byte order mark', Buffer.from('\ufeff{}')],
    ['bytes that are no text', Buffer.from([0, 255, 10])],
    ['nothing', Buffer.alloc(0)],
  ])('keeps a payload of %s byte for byte', (_, payload) => {
    const line = eventLine(entry(payload), HASH);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(parseEventLine(line)).toEqual({ ...entry(payload), hash: HASH });
  });

  it('shows a text payload as it is', () => {
    expect(JSON.parse(eventLine(entry(Buffer.from('{}')), HASH))).toMatchObject({ seq: 7, payload: '{}', hash: HASH });
  });
});
