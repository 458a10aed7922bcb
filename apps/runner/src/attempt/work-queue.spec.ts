import { WorkQueue } from './work-queue.ts';

describe('the work queue', () => {
  it('runs a key once more if it is woken during its run, however often', async () => {
    const gates: (() => void)[] = [];
    let atOnce = 0;
    let most = 0;
    const queue = new WorkQueue(async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise<void>((open) => gates.push(open));
      atOnce -= 1;
    });
    queue.add('a');
    queue.add('a');
    queue.add('a');
    gates[0]?.();
    await new Promise(setImmediate);
    gates[1]?.();
    await queue.idle();
    expect({ runs: gates.length, most }).toEqual({ runs: 2, most: 1 });
  });

  it('runs different keys in parallel', async () => {
    const started: string[] = [];
    let open = () => undefined as void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const queue = new WorkQueue(async (key) => {
      started.push(key);
      await gate;
    });
    queue.add('a');
    queue.add('b');
    expect(started).toEqual(['a', 'b']);
    open();
    await queue.idle();
  });
});
