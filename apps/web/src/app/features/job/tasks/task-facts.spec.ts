import { at, aTask, NOON } from '../../../testing/views.ts';
import { taskFacts } from './task-facts.ts';

const live = { native_id: '812', phase: 'waiting', state: 'PENDING', reason: 'Resources', node: null } as const;
const factsOf = (part: Parameters<typeof aTask>[0], context: Partial<Parameters<typeof taskFacts>[1]> = {}) =>
  Object.fromEntries(
    taskFacts(aTask(part), { live: undefined, frozen: [], now: NOON + 90_000, ...context }).map(({ name, value }) => [
      ...[name, value],
    ]),
  ) as Record<string, string>;

describe('the facts of a task', () => {
  it('separate the wait for the executor from the run time', () => {
    expect(
      factsOf({ submitted_at: at(0), started_at: at(40), completed_at: at(70), duration_ms: 70_000 }),
    ).toMatchObject({ 'Queued for': '40 s', 'Ran for': '30 s' });
  });

  it("show the current wait, and the cluster's state, while it is pending", () => {
    const pending = { status: 'submitted', submitted_at: at(0), started_at: null, completed_at: null } as const;
    expect(factsOf({ ...pending, duration_ms: null }, { live: { ...live, work_dir: null } })).toMatchObject({
      'Queued for': '1 m 30 s',
      'On the cluster': 'pending (Resources)',
      'Native id': '812',
    });
  });

  it('have the peak memory in the units of Nextflow, as the resources of the tasks', () => {
    expect(factsOf({ peak_rss: 9.5 * 2 ** 30 })['Peak memory']).toBe('9.5 GB');
  });

  it('exclude the time in which it was frozen', () => {
    const frozen = [{ from: NOON + 10_000, to: NOON + 30_000 }];
    expect(factsOf({ started_at: at(0), completed_at: at(60) }, { frozen })).toMatchObject({ 'Ran for': '40 s' });
  });

  it('show no wait of a task that ended before it began, and none of Nextflow itself', () => {
    expect(factsOf({ status: 'aborted', submitted_at: at(0), started_at: null })['Queued for']).toBeUndefined();
    expect(factsOf({ submitted_at: at(0), started_at: at(0.5) })['Queued for']).toBeUndefined();
  });
});
