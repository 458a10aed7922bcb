import { runnerFilter } from '@reprise/contracts';
import { eventsOf, LogUnavailableError, MemoryEventLog, newId, type LogEntry } from '@reprise/event-log';
import type { RunnerTargetCommand } from '@reprise/job';
import { ContendedLog, contextOf } from './job-store.fixture.ts';
import { RunnerStore } from './runner-store.ts';

describe('a command to a runner without effect', () => {
  const log = new MemoryEventLog();
  const give = (command: RunnerTargetCommand, context = contextOf()) =>
    new RunnerStore(log).handle('runner-a', command, context);
  const events = () => eventsOf(log.read(runnerFilter('runner-a')));
  const undrain = { name: 'undrain_runner', reason: 'back' } as const;

  it('is recorded with its reason, and its key gets the same answer after later changes', async () => {
    const context = contextOf({ repeatable: true });
    const first = await give(undrain, context);
    const [recorded] = await events();
    const { seq } = recorded!;
    expect(first).toEqual({ outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({
      type: 'undrain_runner_unchanged',
      id: context.id,
      actor: 'ada',
      data: { reason: 'back', detail: 'The runner was not draining.' },
    });
    await give({ name: 'drain_runner', reason: null });
    expect(await give(undrain, context)).toEqual({ ...first, repeated: true });
    expect((await events()).map(({ type }) => type)).toEqual(['undrain_runner_unchanged', 'drain_requested']);
  });

  it('leaves no trace from the runner itself', async () => {
    await give({ name: 'report_drained' });
    const before = await events();
    const context = contextOf();
    const { seq } = before.at(-1)!;
    expect(await give({ name: 'report_drained' }, context)).toEqual({
      outcome: 'already_so',
      seq,
      command_id: context.id,
      last_seq: seq,
      repeated: false,
    });
    expect(await events()).toEqual(before);
  });
});

describe('a command to a runner', () => {
  const drain = { name: 'drain_runner', reason: 'new kernel' } as const;
  const types = async (log: MemoryEventLog) =>
    (await eventsOf(log.read(runnerFilter('runner-a')))).map(({ type }) => type);

  it('answers with its event when it is accepted', async () => {
    const log = new MemoryEventLog();
    const context = contextOf({ traceparent: '00-1-2-01', repeatable: true });
    const handled = await new RunnerStore(log).handle('runner-a', drain, context);
    const [recorded] = await eventsOf(log.read(runnerFilter('runner-a')));
    const { seq } = recorded!;
    expect(handled).toEqual({ outcome: 'accepted', seq, command_id: context.id, last_seq: seq, repeated: false });
    const { repeatable: _, ...kept } = context;
    expect(recorded).toMatchObject({ type: 'drain_requested', subject: 'runner-a', ...kept });
  });

  it('is one command with a key, also if it arrives twice at once, and is rejected with another body', async () => {
    const log = new MemoryEventLog();
    const store = new RunnerStore(log);
    const context = contextOf({ repeatable: true });
    const [first, second] = await Promise.all([
      store.handle('runner-a', drain, context),
      store.handle('runner-a', drain, context),
    ]);
    expect([first.repeated, second.repeated].toSorted()).toEqual([false, true]);
    expect({ ...second, repeated: false }).toEqual({ ...first, repeated: false });
    await store.handle('runner-a', { name: 'undrain_runner', reason: null }, contextOf());
    expect(await store.handle('runner-a', drain, context)).toEqual({ ...first, repeated: true });
    expect(await types(log)).toEqual(['drain_requested', 'undrained']);
    const other = { ...context, causation_id: newId() };
    await expect(store.handle('runner-a', drain, other)).rejects.toMatchObject({
      name: 'IdempotencyKeyReusedError',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is decided again if others were faster, and abandoned if that does not end', async () => {
    const few = new ContendedLog(2);
    expect(await new RunnerStore(few).handle('runner-a', drain, contextOf())).toMatchObject({ outcome: 'accepted' });
    const always = new ContendedLog(100);
    await expect(new RunnerStore(always).handle('runner-a', drain, contextOf())).rejects.toMatchObject({
      name: 'RunnerContendedError',
      code: 'RUNNER_CONTENDED',
      message: 'Runner runner-a changed each time a command was decided',
    });
    expect(always.tries).toBe(20);
  });

  it('is found by its key among the commands of others', async () => {
    const log = new MemoryEventLog();
    const store = new RunnerStore(log);
    await store.handle('runner-a', drain, contextOf());
    const undrain = { name: 'undrain_runner', reason: null } as const;
    const context = contextOf({ repeatable: true });
    const first = await store.handle('runner-a', undrain, context);
    expect(await store.handle('runner-a', undrain, context)).toEqual({ ...first, repeated: true });
  });

  it('is decided on the readable events of the runner', async () => {
    const log = new MemoryEventLog();
    const unreadable = { event: null, envelope: null, problem: 'its headers cannot be read', seq: 1 } as LogEntry;
    async function* read() {
      yield unreadable;
    }
    const expected: unknown[] = [];
    Object.assign(log, {
      read,
      append: async (_: unknown, expectation: unknown) => {
        expected.push(expectation);
        return { seq: 2, duplicate: false };
      },
    });
    const context = contextOf({ repeatable: true });
    expect(await new RunnerStore(log).handle('runner-a', drain, context)).toMatchObject({
      outcome: 'accepted',
      seq: 2,
    });
    expect(expected).toEqual([{ filter: runnerFilter('runner-a'), seq: 1 }]);
  });

  it('expects that no event came in between', async () => {
    const log = new MemoryEventLog();
    const store = new RunnerStore(log);
    const outcomes = await Promise.all([
      store.handle('runner-a', drain, contextOf()),
      store.handle('runner-a', { name: 'report_drained' }, contextOf()),
      store.handle('runner-a', drain, contextOf()),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'already_so', 'already_so']);
    expect(await types(log)).toEqual(['drain_requested', 'drain_runner_unchanged']);
  });

  it('throws while the log does not answer', async () => {
    const log = new MemoryEventLog();
    await log.close();
    await expect(new RunnerStore(log).handle('runner-a', drain, contextOf())).rejects.toThrow(LogUnavailableError);
  });
});
