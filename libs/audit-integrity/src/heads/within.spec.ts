import { jest } from '@jest/globals';
import { within } from './within.ts';

describe('work with a time limit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is awaited up to the limit', async () => {
    using cleared = jest.spyOn(globalThis, 'clearTimeout');
    await expect(within(2_500, Promise.resolve('done'))).resolves.toBe('done');
    await expect(within(2_500, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(cleared).toHaveBeenCalledTimes(2);
    let isOver = false;
    const late = within(2_500, new Promise(() => undefined)).finally(() => (isOver = true));
    const refused = expect(late).rejects.toThrow('it was not done in 2.5 s');
    await jest.advanceTimersByTimeAsync(2_499);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await refused;
  });
});
