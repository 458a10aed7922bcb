import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptSpec, Listing, LiveTask, Phase } from './executor.ts';
import { executorOf, unproven, type EndingScheduler, type Scheduler } from './scheduler.ts';

const attempt = {} as AttemptSpec;

/** A scheduler whose tasks the test sets. Each call changes them, as far as the scheduler `obeys`. */
class SimulatedScheduler implements Scheduler {
  readonly name = 'sim';
  readonly label = 'Sim';
  readonly noun = 'job';
  readonly calls: string[] = [];
  readonly tasks = new Map<string, Phase>();
  looks = 0;
  obeys = true;
  /** Called before each listing. */
  onList: (look: number) => Listing | undefined = () => undefined;

  list(): Promise<Listing> {
    this.looks += 1;
    const answer = this.onList(this.looks);
    const alive = [...this.tasks].map(([native_id, phase]): LiveTask => ({ native_id, phase, state: phase }));
    return Promise.resolve(answer ?? { alive });
  }
  cancel = (ids: readonly string[]) => this.#act('cancel', ids, null);
  hold = (ids: readonly string[]) => this.#act('hold', ids, 'held');
  release = (ids: readonly string[]) => this.#act('release', ids, 'waiting');
  stop = (ids: readonly string[]) => this.#act('stop', ids, 'stopped');
  resume = (ids: readonly string[]) => this.#act('resume', ids, 'running');

  #act(what: string, ids: readonly string[], to: Phase | null): Promise<void> {
    this.calls.push(`${what} ${ids.join()}`);
    if (!this.obeys) return Promise.reject(new Error('Access denied'));
    for (const id of ids)
      if (to) this.tasks.set(id, to);
      else this.tasks.delete(id);
    return Promise.resolve();
  }
}

describe('a scheduler', () => {
  let scheduler: SimulatedScheduler;
  const executor = (withinMs = 10_000) => executorOf(scheduler, { everyMs: 1, withinMs });
  const has = (tasks: Record<string, Phase>) =>
    Object.entries(tasks).forEach(([id, phase]) => scheduler.tasks.set(id, phase));
  beforeEach(() => (scheduler = new SimulatedScheduler()));

  it('has ended all tasks once it reports twice that none is left', async () => {
    has({ 8: 'running', 9: 'waiting' });
    const { asked_at, proven_at, ...ending } = await executor().end(attempt);
    expect(ending).toEqual({
      name: 'sim',
      label: 'Sim',
      noun: 'job',
      isAsked: true,
      ended: ['8', '9'],
      ended_count: 2,
      left: { alive: [] },
    });
    expect([scheduler.calls, scheduler.looks]).toEqual([['cancel 8,9'], 3]);
    expect(Date.parse(proven_at!)).toBeGreaterThanOrEqual(Date.parse(asked_at));
  });

  /** Milliseconds between the end of each listing and the beginning of the next. */
  const pauses: number[] = [];
  /** Returns an empty list after this time. */
  const lists = (answersAfterMs: number, apartMs?: number): EndingScheduler => {
    let listed = NaN;
    return {
      name: 'sim',
      label: 'Sim',
      cancel: () => Promise.resolve(),
      ...(apartMs !== undefined && { apartMs }),
      list: async () => {
        pauses.push(performance.now() - listed);
        await sleep(answersAfterMs);
        listed = performance.now();
        return { alive: [] };
      },
    };
  };
  beforeEach(() => void pauses.splice(0));

  it('is queried the second time no sooner than it requires', async () => {
    await executorOf(lists(0, 1_000)).end(attempt);
    expect(pauses[1]).toBeGreaterThan(990);
  });

  it('is queried the second time after twice as long if it is slow', async () => {
    await executorOf(lists(100), { everyMs: 1, withinMs: 10_000 }).end(attempt);
    expect(pauses[1]).toBeGreaterThan(190);
  });

  it('is queried again for a task that appears in between', async () => {
    scheduler.onList = (look) => {
      if (look === 2) has({ 10: 'waiting' });
      return undefined;
    };
    expect(await executor().end(attempt)).toMatchObject({ ended: ['10'] });
    expect(scheduler.looks).toBe(4);
  });

  it('is awaited for an ending task, without another request', async () => {
    has({ 8: 'ending' });
    scheduler.onList = (look) => {
      if (look === 4) scheduler.tasks.clear();
      return undefined;
    };
    expect(await executor().end(attempt)).toMatchObject({ ended: ['8'], left: { alive: [] } });
    expect(scheduler.calls).toEqual([]);
  });

  it('has proven nothing if it does not answer, although it reported none once', async () => {
    scheduler.onList = (look) => (look === 2 ? { unknown: 'it is down' } : undefined);
    expect(await executor().end(attempt)).toMatchObject({
      ended: [],
      left: { unknown: 'it is down' },
      proven_at: null,
    });
  });

  it('names the tasks it saw before it fell silent, so that a later proof counts them', async () => {
    has({ 8: 'running', 9: 'waiting' });
    scheduler.onList = (look) => (look === 2 ? { unknown: 'it is down' } : undefined);
    expect(await executor().end(attempt)).toMatchObject({ ended: [], seen: ['8', '9'], proven_at: null });
  });

  it('has proven nothing if it refuses, with the reason', async () => {
    has({ 8: 'running' });
    scheduler.obeys = false;
    expect(await executor(20).end(attempt)).toMatchObject({
      ended: [],
      left: { alive: [{ native_id: '8' }] },
      problem: 'Access denied',
      proven_at: null,
    });
  });

  it('holds waiting and stops running tasks in a freeze, until none continues', async () => {
    has({ 7: 'held', 8: 'running', 9: 'waiting', 10: 'blocked' });
    expect(await executor().suspend(attempt)).toBeNull();
    expect(scheduler.calls).toEqual(['hold 9', 'stop 8']);
  });

  it('holds only waiting tasks in a drain', async () => {
    has({ 8: 'running', 9: 'waiting' });
    expect(await executor().hold(attempt)).toBeNull();
    expect(scheduler.calls).toEqual(['hold 9']);
  });

  it('continues what was held and stopped, and nothing that another user blocks', async () => {
    has({ 8: 'stopped', 9: 'held', 10: 'blocked' });
    expect(await executor().resume(attempt)).toBeNull();
    expect(scheduler.calls).toEqual(['resume 8', 'release 9']);
  });

  it('reports what continues if it does not obey', async () => {
    has({ 8: 'running' });
    scheduler.obeys = false;
    expect(await executor(20).suspend(attempt)).toMatchObject({
      name: 'sim',
      message: 'Sim still has 1 job: 8 (running). Access denied',
      left: [{ native_id: '8' }],
    });
  });

  it('names the first of many remaining tasks', () => {
    const alive = Array.from({ length: 22 }, (_, id): LiveTask => ({
      native_id: String(id),
      phase: 'running',
      state: 'R',
    }));
    expect(unproven(scheduler, { alive }).message).toMatch(/^Sim still has 22 jobs: 0 \(R\), .*19 \(R\) and 2 more$/);
    expect(unproven(scheduler, { unknown: 'it is down' })).toEqual({
      name: 'sim',
      message: 'Sim does not answer: it is down',
      left: null,
    });
  });

  it('proves no pause if it can only end tasks, and is not queried for one', async () => {
    const ending: EndingScheduler = {
      name: 'sim',
      label: 'Sim',
      noun: 'pod',
      list: () => Promise.resolve({ alive: [] }),
      cancel: () => Promise.resolve(),
    };
    const executor = executorOf(ending, { everyMs: 1, withinMs: 50 });
    expect([executor.isAsked, executor.isPausable]).toEqual([true, false]);
    expect(await executor.suspend(attempt)).toEqual({
      name: 'sim',
      message: 'Sim can neither hold nor stop a pod',
      left: null,
    });
    expect((await executor.end(attempt)).proven_at).not.toBeNull();
  });
});
