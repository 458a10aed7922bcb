import { GATEWAY, GATEWAY_SOURCE, MACHINE_ACTOR, queueFilter } from '@reprise/contracts';
import { eventsOf, LogUnavailableError, MemoryEventLog, newId } from '@reprise/event-log';
import { nothingKnown, type QueueCommand } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { IdempotencyKeyReusedError } from './errors.ts';
import { ContendedLog, contextOf, watchedStates } from './job-store.fixture.ts';
import { LoggedJobStates } from './logged-job-states.ts';
import { QueueStore } from './queue-store.ts';

describe('a command to a queue without effect', () => {
  const log = new MemoryEventLog();
  const byGateway = (more: Partial<CommandContext> = {}) =>
    contextOf({ source: GATEWAY_SOURCE, actor: MACHINE_ACTOR, ...more });
  const give = (command: QueueCommand, context = byGateway()) =>
    new QueueStore(log, new LoggedJobStates(log, async () => nothingKnown)).handle('default', command, context);
  const events = () => eventsOf(log.read(queueFilter('default')));
  const resume = { name: 'resume_queue', reason: 'the maintenance is over' } as const;

  it('is recorded with its reason, and its key gets the same answer after later changes', async () => {
    const context = byGateway({ repeatable: true });
    const first = await give(resume, context);
    const [recorded] = await events();
    const { seq } = recorded!;
    expect(first).toEqual({ outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({
      type: 'resume_queue_unchanged',
      id: context.id,
      actor: MACHINE_ACTOR,
      data: { reason: 'the maintenance is over', detail: 'The queue was not paused.' },
    });
    await give({ name: 'pause_queue', reason: 'maintenance' });
    expect(await give(resume, context)).toEqual({ ...first, repeated: true });
    expect((await events()).map(({ type }) => type)).toEqual(['resume_queue_unchanged', 'queue_paused']);
    await expect(give(resume, { ...context, causation_id: newId() })).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('leaves no trace from a service, which repeats it until it is effective', async () => {
    const before = await events();
    const context = byGateway({ actor: GATEWAY });
    const { seq } = before.at(-1)!;
    expect(await give({ name: 'pause_queue', reason: 'full', cause: 'disk_full' }, context)).toEqual({
      outcome: 'already_so',
      seq,
      command_id: context.id,
      last_seq: seq,
      repeated: false,
    });
    expect(await events()).toEqual(before);
  });
});

describe('a command to a queue', () => {
  const pause = { name: 'pause_queue', reason: 'maintenance' } as const;
  const byMachine = (more: Partial<CommandContext> = {}) =>
    contextOf({ source: GATEWAY_SOURCE, actor: MACHINE_ACTOR, ...more });
  const types = async (log: MemoryEventLog) =>
    (await eventsOf(log.read(queueFilter('default')))).map(({ type }) => type);

  it('is recorded at once when it is accepted, and passed to the states it was decided on', async () => {
    const log = new MemoryEventLog();
    const { states, heard, refreshed } = watchedStates(log);
    const store = new QueueStore(log, states);
    const context = byMachine({ traceparent: '00-1-2-01' });
    const handled = await store.handle('default', pause, context);
    const [recorded] = await eventsOf(log.read(queueFilter('default')));
    const { seq } = recorded!;
    expect(handled).toEqual({ outcome: 'accepted', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({ type: 'queue_paused', subject: 'default', ...context });
    expect(recorded).not.toHaveProperty('repeatable');
    expect(heard).toEqual([recorded]);
    expect(refreshed).toEqual([]);
    expect(await store.state('default')).toMatchObject({ paused: { by: MACHINE_ACTOR, reason: 'maintenance' } });
  });

  it('states the reason of a refusal, and leaves no trace', async () => {
    const log = new MemoryEventLog();
    const { states } = watchedStates(log);
    expect(await new QueueStore(log, states).handle('urgent', pause, byMachine())).toEqual({
      outcome: 'refused',
      code: 'unknown_queue',
      detail: 'There is no queue urgent.',
      last_seq: null,
      repeated: false,
    });
    expect(await log.lastSeq('reprise.>')).toBe(0);
  });

  it('gets its answer again with a key, and is one command also if it arrives twice at once', async () => {
    const log = new MemoryEventLog();
    const store = new QueueStore(log, watchedStates(log).states);
    const context = byMachine({ repeatable: true });
    const [first, second] = await Promise.all([
      store.handle('default', pause, context),
      store.handle('default', pause, context),
    ]);
    expect([first.repeated, second.repeated].toSorted()).toEqual([false, true]);
    expect({ ...second, repeated: false }).toEqual({ ...first, repeated: false });
    await store.handle('default', { name: 'resume_queue', reason: null }, byMachine());
    expect(await store.handle('default', pause, context)).toEqual({ ...first, repeated: true });
    expect(await types(log)).toEqual(['queue_paused', 'queue_resumed']);
  });

  it('gets the answer of its repetition that is accepted between its look-up and its decision', async () => {
    const log = new MemoryEventLog();
    const { states } = watchedStates(log);
    const store = new QueueStore(log, states);
    const context = byMachine({ repeatable: true });
    const create = { name: 'create_queue', reason: null } as const;
    const overtaken = Object.assign(Object.create(states) as typeof states, {
      queue: async (name: string) => {
        await store.handle('urgent', create, context);
        return states.queue(name);
      },
    });
    const answer = { outcome: 'accepted', command_id: context.id, repeated: true };
    expect(await new QueueStore(log, overtaken).handle('urgent', create, context)).toMatchObject(answer);
  });

  it('is decided again on a new read if others were faster', async () => {
    const log = new ContendedLog(2);
    const { states, refreshed } = watchedStates(log);
    expect(await new QueueStore(log, states).handle('default', pause, byMachine())).toMatchObject({
      outcome: 'accepted',
    });
    expect(refreshed).toEqual(['default', 'default']);
  });

  it('is decided on the current queue, including appends of others in between', async () => {
    const log = new MemoryEventLog();
    const { states } = watchedStates(log);
    const store = new QueueStore(log, states);
    await store.handle('default', { name: 'limit_queue', limit: 1, reason: null }, byMachine());
    const [stale, queue] = [await states.queue('default'), states.queue.bind(states)];
    await store.handle('default', { name: 'limit_queue', limit: 2, reason: null }, byMachine());
    let reads = 0;
    Object.assign(states, { queue: async (name: string) => (reads++ === 0 ? stale : queue(name)) });
    await store.handle('default', { name: 'limit_queue', limit: 3, reason: null }, byMachine());
    const changes = await eventsOf(log.read(queueFilter('default')));
    expect(changes.map(({ data }) => data)).toMatchObject([{ to: 1 }, { from: 1, to: 2 }, { from: 2, to: 3 }]);
  });

  it('is abandoned after some conflicts', async () => {
    const log = new ContendedLog(100);
    const handling = new QueueStore(log, watchedStates(log).states, { maxTries: 3 }).handle(
      'default',
      pause,
      byMachine(),
    );
    await expect(handling).rejects.toMatchObject({
      name: 'QueueContendedError',
      code: 'QUEUE_CONTENDED',
      message: 'Queue default changed each time a command was decided',
    });
    expect(log.tries).toBe(3);
  });

  it('throws while the log does not answer', async () => {
    const log = new MemoryEventLog();
    await log.close();
    const handling = new QueueStore(log, watchedStates(log).states).handle('default', pause, byMachine());
    await expect(handling).rejects.toThrow(LogUnavailableError);
  });

  it('is searched by its key among the events of its kind, also if it always has an effect', async () => {
    const log = new MemoryEventLog();
    const store = new QueueStore(log, watchedStates(log).states);
    const create = { name: 'create_queue', reason: null } as const;
    const context = byMachine({ repeatable: true });
    const first = await store.handle('urgent', create, context);
    expect(first).toMatchObject({ outcome: 'accepted', repeated: false });
    expect(await store.handle('urgent', create, context)).toEqual({ ...first, repeated: true });
  });
});
