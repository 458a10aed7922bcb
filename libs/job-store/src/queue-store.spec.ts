import { GATEWAY, GATEWAY_SOURCE, MACHINE_ACTOR, queueFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog, newId } from '@reprise/event-log';
import { nothingKnown, type QueueCommand } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { IdempotencyKeyReusedError } from './errors.ts';
import { contextOf } from './job-store.fixture.ts';
import { LoggedJobStates } from './logged-job-states.ts';
import { QueueStore } from './queue-store.ts';

describe('a command to a queue that is as asked already', () => {
  const log = new MemoryEventLog();
  const byGateway = (more: Partial<CommandContext> = {}) =>
    contextOf({ source: GATEWAY_SOURCE, actor: MACHINE_ACTOR, ...more });
  const give = (command: QueueCommand, context = byGateway()) =>
    new QueueStore(log, new LoggedJobStates(log, async () => nothingKnown)).handle('default', command, context);
  const events = () => eventsOf(log.read(queueFilter('default')));
  const resume = { name: 'resume_queue', reason: 'the maintenance is over' } as const;

  it('is recorded with its reason, and its key gets the same answer whatever came since', async () => {
    const context = byGateway({ repeatable: true });
    const first = await give(resume, context);
    const [recorded] = await events();
    const { seq } = recorded!;
    expect(first).toEqual({ outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({
      ...{ type: 'resume_queue_unchanged', id: context.id, actor: MACHINE_ACTOR },
      data: { reason: 'the maintenance is over', detail: 'The queue was not paused.' },
    });
    await give({ name: 'pause_queue', reason: 'maintenance' });
    expect(await give(resume, context)).toEqual({ ...first, repeated: true });
    expect((await events()).map(({ type }) => type)).toEqual(['resume_queue_unchanged', 'queue_paused']);
    await expect(give(resume, { ...context, causation_id: newId() })).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('of a service leaves no trace: it repeats it until it is so', async () => {
    const before = await events();
    expect(
      await give({ name: 'pause_queue', reason: 'full', cause: 'disk_full' }, byGateway({ actor: GATEWAY })),
    ).toMatchObject({
      outcome: 'already_so',
    });
    expect(await events()).toEqual(before);
  });
});
