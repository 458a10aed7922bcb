import { ProblemError } from './problem.ts';
import { IdempotentRequests } from './idempotent-requests.ts';

describe('the idempotency key of a request', () => {
  let requests: IdempotentRequests;
  let keys: string[];
  const send = async (request: unknown, error?: Error) => {
    const sent = requests.send(request, async (key) => {
      keys.push(key);
      if (error) throw error;
    });
    await sent.catch(() => undefined);
  };
  const different = () => new Set(keys).size;
  beforeEach(() => {
    requests = new IdempotentRequests();
    keys = [];
  });

  it.each([0, 502, 503])('stays the same if no answer came (%i)', async (status) => {
    await send({ name: 'A' }, new ProblemError(status, 'away'));
    await send({ name: 'A' });
    expect(different()).toBe(1);
  });

  it('is new for another request, also after a lost answer, and the same again for the first request', async () => {
    const lost = new ProblemError(0, 'away');
    await send({ name: 'A' }, lost);
    await send({ name: 'B' }, lost);
    await send({ name: 'A' });
    expect([different(), keys[0] === keys[2]]).toEqual([2, true]);
  });

  it('is used up by any answer', async () => {
    await send({ name: 'A' });
    await send({ name: 'A' }, new ProblemError(422, 'The request is not valid.'));
    await send({ name: 'A' });
    expect(different()).toBe(3);
  });
});
