import fc from 'fast-check';
import type { TaskEvent } from '@reprise/contracts';
import { at, observe, plan, seen } from './task.fixture.ts';
import { seed } from '../seed.fixture.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const time = maybe(fc.nat(50).map(at));

/** Sources may differ in the times they know, but agree on the identity of a task. */
const eventsOfTask = (n: number) =>
  fc
    .record({
      step: fc.constantFrom('Align', 'Call', 'Filter'),
      ending: fc.constantFrom('task_completed', 'task_failed', 'task_retried', 'task_cached'),
      error_action: fc.constantFrom('RETRY', 'IGNORE', 'TERMINATE'),
      before: fc.subarray(['task_submitted', 'task_cache_missed', 'task_started', 'task_aborted'] as const),
      ended: fc.boolean(),
      times: fc.array(fc.record({ submitted_at: time, started_at: time, completed_at: time }), {
        minLength: 4,
        maxLength: 4,
      }),
    })
    .map(({ step, ending, error_action, before, ended, times }): TaskEvent[] => {
      const types = ending === 'task_cached' ? [ending] : [...before, ...(ended ? [ending] : [])];
      const facts = ending === 'task_failed' ? { error_action, exit_code: 3 } : {};
      return types.map((type, i) =>
        seen(type, step, `aa/${String(n)}`, { ...times[i], ...(type === ending ? facts : {}) }),
      );
    });

const histories = fc
  .tuple(...Array.from({ length: 5 }, (_, n) => eventsOfTask(n)))
  .map((tasks) => [plan('Align', 'Call'), ...tasks.flat()]);

const viewsOf = (events: TaskEvent[]) => {
  const { progress, tasks } = observe(events);
  const steps = progress.steps.toSorted((a, b) => a.process.localeCompare(b.process));
  return { plan: progress.plan, steps, tasks: Object.fromEntries(tasks) };
};

describe(`task events (seed ${String(seed)})`, () => {
  it('give the same tasks and counts in every order and with repetitions', () => {
    const shuffled = histories.chain((events) =>
      fc.record({
        events: fc.constant(events),
        other: fc
          .tuple(fc.constant(events), fc.array(fc.constantFrom(...events)))
          .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, other }) => {
        expect(viewsOf(other)).toEqual(viewsOf(events));
      }),
      { numRuns: 300, seed },
    );
  });

  it('are counted once: the counters of a step equal its tasks', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { progress, tasks } = observe(events);
        for (const step of progress.steps) {
          const { total, ...counters } = step.tasks;
          expect(total).toBe([...tasks.values()].filter((task) => task.process === step.process).length);
          expect(Object.values(counters).reduce((sum, count) => sum + count, 0)).toBe(total);
          expect(Math.min(...Object.values(counters))).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 200, seed },
    );
  });
});
