import { signal } from '@angular/core';
import { settled } from '../../testing/settled.ts';
import { limitAfter, LimitSteps } from './limit-steps.ts';

it.each([
  ['fewer than all slots', null, -1, 1],
  ['fewer than a limit', 1, -1, 0],
  ['not fewer than none', 0, -1, 0],
  ['more, up to all slots', 1, 1, 2],
  ['more than all slots, as no limit', 2, 1, null],
  ['still no limit', null, 1, null],
] as const)('steps to %s', (_, limit, by, next) => {
  expect(limitAfter(limit, 2, by)).toBe(next);
});

describe('stepping the limit of a queue', () => {
  const read = (limit: number, name = 'default') => steps.during(Promise.resolve({ queue: { name, limit } }));
  const shown = signal({ queue: { name: 'default', limit: 2 }, stepsBefore: 0 });
  let steps: LimitSteps;
  let sent: number[];
  let answer: (() => void)[];
  let refuse: ((why: Error) => void)[];
  const step = (limit: number) =>
    steps.take(limit, () => {
      sent.push(limit);
      return new Promise<void>((resolve, reject) => {
        answer.push(resolve);
        refuse.push(reject);
      });
    });
  beforeEach(() => {
    shown.set({ queue: { name: 'default', limit: 2 }, stepsBefore: 0 });
    steps = new LimitSteps(shown);
    [sent, answer, refuse] = [[], [], []];
    expect(steps.limit()).toBe(2);
  });

  it('sends one step after another', async () => {
    void step(3);
    void step(4);
    await settled();
    expect([steps.limit(), sent]).toEqual([4, [3]]);
    answer[0]!();
    await settled();
    expect(sent).toEqual([3, 4]);
  });

  it("is not undone by a read from before the last step's answer", async () => {
    void step(3);
    void step(4);
    await settled();
    answer[0]!();
    await settled();
    const early = await read(3);
    shown.set(early);
    expect(steps.limit()).toBe(4);
    answer[1]!();
    await settled();
    shown.set({ ...early });
    expect(steps.limit()).toBe(4);
    shown.set(await read(5));
    expect(steps.limit()).toBe(5);
  });

  it("returns to the server's limit if a step was refused, and still sends the next one", async () => {
    const first = step(3);
    void step(4);
    await settled();
    refuse[0]!(new Error('The queue is gone.'));
    await expect(first).rejects.toThrow('The queue is gone.');
    await settled();
    expect(sent).toEqual([3, 4]);
    answer[1]!();
    await settled();
    shown.set(await read(2));
    expect(steps.limit()).toBe(2);
  });

  it("shows another queue's limit as soon as that queue is shown", async () => {
    void step(3);
    shown.set(await read(7, 'night'));
    expect(steps.limit()).toBe(7);
  });
});
