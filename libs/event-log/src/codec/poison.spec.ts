import { decode, type Message } from './codec.ts';
import { newId } from '../ids.ts';
import { poisonMessages } from '../testing/poison.ts';

const job = newId();
const stored = (message: Message) => ({ ...message, seq: 7, stored_at: '2026-01-01T00:00:00.000Z' });

describe('a message that cannot be an event', () => {
  it.each(poisonMessages(job))('is rejected with the reason: %s', (_, message) => {
    const { event, envelope, problem, ...kept } = decode(stored(message));
    expect({ event, envelope }).toEqual({ event: null, envelope: null });
    expect(problem).toMatch(/./);
    expect(problem!.length).toBeLessThan(600);
    expect(kept).toEqual(stored(message));
  });
});
