import type { DataOf, QueueEvent, QueueEventType, Recorded } from '@reprise/contracts';
import { decideQueue, decideSlot } from './decide.ts';
import { emptyQueue, evolveQueue, isOpenForClaims, unusedQueue, type QueueState } from './queue.ts';

const slot = (n: number, attempt = 1) => ({
  job_id: `01900000-0000-7000-8000-00000000000${String(n)}`,
  attempt,
  runner_id: 'runner-a',
});
const WHO = { actor: 'ada', time: '2026-03-01T09:00:00.000Z' };
const event = <T extends QueueEventType>(type: T, data: DataOf<T>) => ({ ...WHO, type, data }) as Recorded<QueueEvent>;
const after = (...events: Recorded<QueueEvent>[]): QueueState => events.reduce(evolveQueue, emptyQueue);
const taken = (n: number) => event('slot_taken', slot(n));
const limit = (to: number | null) => event('concurrency_limit_changed', { from: null, to, reason: null });
const take = (state: QueueState, n: number) => decideSlot(state, { name: 'take_slot', ...slot(n) });
const release = (state: QueueState, n: number) => decideSlot(state, { name: 'release_slot', ...slot(n) });

describe('the slots of a queue', () => {
  it('are unlimited if no limit was set, or it was lifted', () => {
    expect(take(after(taken(1), taken(2)), 3)).toEqual([{ type: 'slot_taken', data: slot(3) }]);
    expect(take(after(limit(1), taken(1), limit(null)), 2)).toEqual([{ type: 'slot_taken', data: slot(2) }]);
  });

  it('are refused at the limit, and available again after a release', () => {
    const full = after(limit(2), taken(1), taken(2));
    const refused = { refused: true, code: 'queue_full', detail: 'All 2 slots of the queue are taken.' };
    expect(take(full, 3)).toEqual(refused);
    expect(take(evolveQueue(full, limit(1)), 3)).toMatchObject({ detail: 'All 1 slots of the queue are taken.' });
    expect(take(evolveQueue(full, event('slot_released', slot(1))), 3)).toEqual([
      { type: 'slot_taken', data: slot(3) },
    ]);
  });

  it('are refused while the queue is paused, and can be released then', () => {
    const paused = after(taken(1), event('queue_paused', { reason: 'maintenance' }));
    expect(take(paused, 2)).toEqual({ refused: true, code: 'queue_paused', detail: 'The queue is paused.' });
    expect(release(paused, 1)).toEqual([{ type: 'slot_released', data: slot(1) }]);
    expect(take(evolveQueue(paused, event('queue_resumed', { reason: null })), 2)).toHaveLength(1);
  });

  it('are held once by an attempt', () => {
    expect(take(after(taken(1)), 1)).toMatchObject({ code: 'slot_held', detail: 'This attempt holds a slot already.' });
    expect(after(taken(1), taken(1)).taken).toHaveLength(1);
    expect(decideSlot(after(taken(1)), { name: 'take_slot', ...slot(1, 2) })).toHaveLength(1);
  });

  it('can be released once, and releasing one that is not held is a no-op', () => {
    expect(release(emptyQueue, 1)).toEqual([]);
    expect(release(after(taken(1), event('slot_released', slot(1))), 1)).toEqual([]);
    expect(after(event('slot_released', slot(1)))).toEqual(emptyQueue);
  });

  it('belong to one attempt of a job each', () => {
    const second = event('slot_taken', slot(1, 2));
    expect(after(taken(1), second).taken).toHaveLength(2);
    expect(after(taken(1), second, event('slot_released', slot(1))).taken).toEqual([slot(1, 2)]);
    expect(decideSlot(after(taken(1)), { name: 'release_slot', ...slot(1, 2) })).toEqual([]);
  });

  it('are released only by the runner that took them', () => {
    const full = after(taken(1));
    expect(evolveQueue(full, event('slot_released', { ...slot(1), runner_id: 'runner-b' }))).toEqual(full);
  });

  it('are not changed by an event of a later version', () => {
    const unknown = { type: 'queue_renamed', data: {} } as unknown as Recorded<QueueEvent>;
    expect(evolveQueue(after(taken(1)), unknown)).toEqual(after(taken(1)));
  });
});

describe('a command for a queue', () => {
  const byPerson = after(event('queue_paused', { reason: 'maintenance' }));
  const byService = after(event('queue_paused', { reason: '1 GiB free', cause: 'disk_full' }));
  const pause = { name: 'pause_queue', reason: null } as const;
  const resume = { name: 'resume_queue', reason: null } as const;

  it('is recorded with who paused it, when and why', () => {
    expect(byPerson.paused).toEqual({ by: 'ada', since: '2026-03-01T09:00:00.000Z', reason: 'maintenance' });
    expect(evolveQueue(byPerson, event('queue_resumed', { reason: null })).paused).toBe(false);
  });

  it('has no effect if the queue already has that state', () => {
    expect(decideQueue('default', byPerson, pause)).toEqual([]);
    expect(decideQueue('default', emptyQueue, resume)).toEqual([]);
    expect(decideQueue('default', emptyQueue, { name: 'limit_queue', limit: null, reason: null })).toEqual([]);
  });

  it("of a service does not change a person's pause", () => {
    expect(decideQueue('default', byPerson, { ...pause, cause: 'disk_full' })).toEqual([]);
    expect(decideQueue('default', byPerson, { ...resume, cause: 'disk_full' })).toEqual([]);
    expect(decideQueue('default', byService, { ...resume, cause: 'disk_full' })).toHaveLength(1);
  });

  it('of a person takes over the pause of a service, or ends it', () => {
    expect(decideQueue('default', byService, pause)).toEqual([{ type: 'queue_paused', data: { reason: null } }]);
    expect(decideQueue('default', byService, resume)).toEqual([{ type: 'queue_resumed', data: { reason: null } }]);
  });

  it('may limit it to zero', () => {
    const [decided] = decideQueue('default', emptyQueue, { name: 'limit_queue', limit: 0, reason: null }) as [object];
    expect(decided).toMatchObject({ type: 'concurrency_limit_changed', data: { from: null, to: 0 } });
    expect(take(after(limit(0)), 1)).toMatchObject({ detail: 'All 0 slots of the queue are taken.' });
  });
});

describe('removing a queue', () => {
  const created = event('queue_created', { reason: null });
  const remove = (state: QueueState, open_jobs = 0, queue = 'urgent') =>
    decideQueue(queue, state, { name: 'remove_queue', open_jobs, reason: null });

  it('removes its limit, order and pause, so that it can be created again as new', () => {
    const used = after(created, limit(4), event('queue_paused', { reason: 'maintenance' }));
    expect(remove(used)).toEqual([{ type: 'queue_removed', data: { reason: null } }]);
    const removed = evolveQueue(used, event('queue_removed', { reason: null }));
    expect(removed).toEqual(emptyQueue);
    expect(remove(removed)).toMatchObject({ code: 'unknown_queue' });
    expect(decideQueue('urgent', removed, { name: 'create_queue', reason: null })).toHaveLength(1);
  });

  it('is refused while it has waiting or running jobs, and for the default queue', () => {
    const detail = 'open jobs: move or cancel them, or wait for their end, then remove it.';
    expect(remove(after(created), 3)).toMatchObject({
      code: 'queue_not_empty',
      detail: `Queue urgent has 3 ${detail}`,
    });
    expect(remove(after(created, taken(1), taken(2)))).toMatchObject({ detail: `Queue urgent has 2 ${detail}` });
    expect(remove(after(created), 1)).toMatchObject({
      detail: 'Queue urgent has 1 open job: move or cancel them, or wait for their end, then remove it.',
    });
    expect(remove(emptyQueue, 0, 'default')).toMatchObject({
      code: 'default_queue',
      detail: 'The default queue cannot be removed.',
    });
  });
});

describe('creating a queue', () => {
  const create = (queue: string, state: QueueState) =>
    decideQueue(queue, state, { name: 'create_queue', reason: 'exomes of the clinic' });

  it('is recorded with its reason, and refused for an existing name', () => {
    expect(create('urgent', emptyQueue)).toEqual([{ type: 'queue_created', data: { reason: 'exomes of the clinic' } }]);
    for (const [queue, state] of [
      ['urgent', after(event('queue_created', { reason: null }))],
      ['default', emptyQueue],
    ] as const)
      expect(create(queue, state)).toEqual({
        refused: true,
        code: 'queue_exists',
        detail: `There is a queue ${queue} already.`,
      });
  });

  it('precedes all other commands to it', () => {
    expect(decideQueue('urgent', emptyQueue, { name: 'pause_queue', reason: null })).toEqual({
      refused: true,
      code: 'unknown_queue',
      detail: 'There is no queue urgent.',
    });
  });
});

describe('changing the order of a queue', () => {
  const order = (state: QueueState, to: 'fair' | 'age') =>
    decideQueue('default', state, { name: 'order_queue', order: to, reason: 'many small jobs' });
  const byAge = after(event('queue_order_changed', { from: 'fair', to: 'age', reason: null }));

  it('is recorded with the previous order, by default fair', () => {
    expect(order(emptyQueue, 'age')).toEqual([
      { type: 'queue_order_changed', data: { from: 'fair', to: 'age', reason: 'many small jobs' } },
    ]);
    expect(order(byAge, 'fair')).toMatchObject([{ data: { from: 'age', to: 'fair' } }]);
    expect(byAge).toEqual({ ...emptyQueue, order: 'age' });
  });

  it('has no effect if the order is the same', () => {
    expect(order(emptyQueue, 'fair')).toEqual([]);
    expect(order(byAge, 'age')).toEqual([]);
  });
});

describe('a queue with available slots', () => {
  it('is neither paused nor at its limit', () => {
    expect(isOpenForClaims(emptyQueue)).toBe(true);
    expect(isOpenForClaims(after(taken(1), taken(2)))).toBe(true);
    expect(isOpenForClaims(after(limit(2), taken(1)))).toBe(true);
    expect(isOpenForClaims(after(limit(2), taken(1), taken(2)))).toBe(false);
    expect(isOpenForClaims(after(event('queue_paused', { reason: null })))).toBe(false);
  });

  it('has no event if it was never used', () => {
    expect(unusedQueue).toEqual({ state: emptyQueue, seq: 0 });
  });
});
