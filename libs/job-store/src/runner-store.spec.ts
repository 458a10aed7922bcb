import { runnerFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import type { RunnerTargetCommand } from '@reprise/job';
import { contextOf } from './job-store.fixture.ts';
import { RunnerStore } from './runner-store.ts';

describe('a command to a runner that is as asked already', () => {
  const log = new MemoryEventLog();
  const give = (command: RunnerTargetCommand, context = contextOf()) =>
    new RunnerStore(log).handle('runner-a', command, context);
  const events = () => eventsOf(log.read(runnerFilter('runner-a')));
  const undrain = { name: 'undrain_runner', reason: 'back' } as const;

  it('is recorded with its reason, and its key gets the same answer whatever came since', async () => {
    const context = contextOf({ repeatable: true });
    const first = await give(undrain, context);
    const [recorded] = await events();
    const { seq } = recorded!;
    expect(first).toEqual({ outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({
      ...{ type: 'undrain_runner_unchanged', id: context.id, actor: 'ada' },
      data: { reason: 'back', detail: 'The runner was not draining.' },
    });
    await give({ name: 'drain_runner', reason: null });
    expect(await give(undrain, context)).toEqual({ ...first, repeated: true });
    expect((await events()).map(({ type }) => type)).toEqual(['undrain_runner_unchanged', 'drain_requested']);
  });

  it('of the runner itself leaves no trace', async () => {
    await give({ name: 'report_drained' });
    const before = await events();
    expect(await give({ name: 'report_drained' })).toMatchObject({ outcome: 'already_so' });
    expect(await events()).toEqual(before);
  });
});
