import { jest } from '@jest/globals';
import type { Link } from '../link.ts';
import { directGet } from './direct-get.ts';

const TIMEOUT_MS = 1000;

describe('a direct get on a closed connection', () => {
  const unhandled = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    process.on('unhandledRejection', unhandled);
  });
  afterEach(() => {
    process.off('unhandledRejection', unhandled);
    jest.useRealTimers();
  });

  it('fails at once, and leaves no timer that would end the process', async () => {
    const closed = new Error('closed connection');
    const subscribe = () => {
      throw closed;
    };
    const link = { nc: { subscribe }, newInbox: () => '_INBOX.1' } as unknown as Link;
    await expect(directGet(link, { last_by_subj: '>' }, TIMEOUT_MS)).rejects.toBe(closed);
    await jest.advanceTimersByTimeAsync(2 * TIMEOUT_MS);
    jest.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve)); // rejections are reported before
    expect(unhandled).not.toHaveBeenCalled();
  });
});
