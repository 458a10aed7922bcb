import { LONGEST_REST_MS, realClock, resting } from './resting.ts';

/** A clock that advances only with work and sleep. */
class TestClock {
  #now = 0;
  now = () => this.#now;
  work = (ms: number) => void (this.#now += ms);
  sleep = (ms: number) => Promise.resolve(this.work(ms));
}

/** Returns the length of the rest after each of these pieces of work, in milliseconds. */
async function restsAfter(share: number, ...works: number[]): Promise<number[]> {
  const clock = new TestClock();
  const rest = resting(share, clock);
  const rests: number[] = [];
  for (const ms of works) {
    clock.work(ms);
    const began = clock.now();
    await rest();
    rests.push(clock.now() - began);
  }
  return rests;
}

describe('the pause between pieces of work', () => {
  it('leaves the work a fifth of the time, however long each piece takes', async () => {
    expect(await restsAfter(0.2, 100, 10)).toEqual([400, 40]);
  });

  it('is not extended if the machine stood still in the meantime', async () => {
    expect(await restsAfter(0.2, 60_000)).toEqual([LONGEST_REST_MS]);
  });

  it('is zero if the work may take all of the time', async () => {
    expect(await restsAfter(1, 100)).toEqual([0]);
    let sleeps = 0;
    const clock = { now: () => 0, sleep: async () => void (sleeps += 1) };
    for (const share of [1, 2]) await resting(share, clock)();
    expect(sleeps).toBe(0);
  });

  it('ends early when the work is aborted', async () => {
    const stopping = new AbortController();
    const { now, sleep: sleepFor } = realClock(stopping.signal);
    expect(now()).toBeLessThanOrEqual(now());
    const sleep = sleepFor(2 ** 30);
    stopping.abort();
    await expect(sleep).resolves.toBeUndefined();
  });
});
