import fc from 'fast-check';
import { seed } from '@reprise/testing/random';
import { decode, type Message } from './codec.ts';
import { newId } from '../ids.ts';
import { everyType, messageOf } from '../testing/poison.ts';
import { strangeVersions } from '../testing/strange-messages.ts';

const job = newId();
const stored = (message: Message) => ({ ...message, seq: 7, stored_at: '2026-01-01T00:00:00.000Z' });

describe.each(everyType)('a %s', (type) => {
  const genuine = messageOf(type, job);

  it('is decoded as published', () => {
    expect(decode(stored(genuine))).toMatchObject({ problem: null, event: { type } });
  });

  it('decodes to an event or to a problem, with any fields, headers and bytes, and never throws', () => {
    fc.assert(
      fc.property(strangeVersions(genuine), (message) => {
        const { event, problem } = decode(stored(message));
        expect(event === null).toBe(problem !== null);
      }),
      { seed, numRuns: 120 },
    );
  });
});
