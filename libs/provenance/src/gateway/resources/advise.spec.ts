import fc from 'fast-check';
import { measuredTask } from '../testing/measured-task.ts';
import { advise } from './advise.ts';

const GB = 2 ** 30;
const MB = 2 ** 20;
const UNITS: Readonly<Record<string, number>> = { GB, MB, h: 3_600_000, min: 60_000 };

/** Tasks that each request the same, and use different amounts. */
const tasksOf = (uses: readonly number[], more: Parameters<typeof measuredTask>[1] = {}) =>
  uses.map((gb, n) => measuredTask(`aa/${String(n)}`, { peak_rss: gb * GB, ...more }));
const TEN = [7.1, 8.4, 8.9, 8, 8, 8, 8, 8, 8, 8];

/** The amounts in a config, in CPUs, bytes and milliseconds. */
function amountsIn(config: string): Record<string, number> {
  const lines = config.matchAll(/^ {4}(cpus|memory|time) = (\d+)(?:\.(GB|MB|h|min))?$/gm);
  return Object.fromEntries([...lines].map(([, directive, n, unit]) => [directive, Number(n) * (UNITS[unit!] ?? 1)]));
}

describe('the advice for a step', () => {
  it('names less than its tasks requested, by their greatest use and a margin', () => {
    const { advice } = advise(tasksOf(TEN));
    expect(advice?.config).toBe(
      "process {\n  withName: 'WES:ALIGN' {\n    cpus = 1\n    memory = 12.GB\n    time = 2.h\n  }\n}",
    );
    expect(advice?.directives.find(({ directive }) => directive === 'memory')).toEqual({
      directive: 'memory',
      tasks: 10,
      requested: 64 * GB,
      greatest_use: 8.9 * GB,
      margin_percent: 25,
      advised: 12 * GB,
      written: '12.GB',
      saved_hours: 520,
    });
  });

  it.each([
    ['few_tasks', tasksOf(TEN.slice(1))],
    ['unknown_requests', [...tasksOf(TEN), measuredTask('bb/0', { resources: null })]],
    ['killed_tasks', [...tasksOf(TEN), measuredTask('bb/0', { status: 'retried', exit_code: 137 })]],
    ['killed_tasks', [...tasksOf(TEN), measuredTask('bb/0', { status: 'failed', exit_code: null })]],
    ['unusual_name', tasksOf(TEN, { process: "A' { beforeScript = 'x" })],
    ['nothing_to_save', tasksOf(TEN, { resources: { memory: 8 * GB, cpus: 1, time_ms: null } })],
  ])('is none if %s', (reason, tasks) => {
    expect(advise(tasks)).toEqual({ advice: null, no_advice: reason });
  });

  it('is none on memory if fewer than ten tasks were long enough to be measured, or one requested none', () => {
    const directivesOf = (tasks: ReturnType<typeof tasksOf>) =>
      advise(tasks).advice?.directives.map(({ directive }) => directive);
    expect(directivesOf([...tasksOf(TEN.slice(1)), measuredTask('bb/0', { peak_rss: null })])).toEqual([
      'cpus',
      'time',
    ]);
    expect(directivesOf([...tasksOf(TEN), measuredTask('bb/0', { resources: { memory: null } })])).toEqual([
      'cpus',
      'time',
    ]);
  });

  it('names at least five minutes, also if the tasks ended at once', () => {
    const { advice } = advise(tasksOf(TEN, { resources: { realtime_ms: 0 } }));
    expect(amountsIn(advice!.config)).toMatchObject({ time: 5 * 60_000 });
  });

  it('also counts tasks that failed by themselves', () => {
    const failed = measuredTask('bb/0', { status: 'failed', exit_code: 1, peak_rss: 20 * GB });
    expect(amountsIn(advise([...tasksOf(TEN), failed]).advice!.config)).toMatchObject({ memory: 25 * GB });
  });

  const task = fc.record({
    peak_rss: fc.option(fc.integer({ min: 1, max: 2 ** 38 }), { nil: null }),
    cpu_percent: fc.option(fc.float({ min: 0, max: 6400, noNaN: true }), { nil: null }),
    status: fc.constantFrom('completed', 'failed', 'retried', 'cached'),
    exit_code: fc.constantFrom(0, 1, 137, null),
    cpus: fc.integer({ min: 1, max: 64 }),
    memory: fc.option(fc.integer({ min: 1, max: 2 ** 38 }), { nil: null }),
    time_ms: fc.option(fc.integer({ min: 1, max: 10 ** 9 }), { nil: null }),
    realtime_ms: fc.integer({ min: 0, max: 10 ** 9 }),
  });
  /** Includes steps whose tasks all succeeded, so that most get advice. */
  const step = fc.tuple(fc.array(task, { minLength: 1, maxLength: 30 }), fc.boolean()).map(([facts, succeeded]) =>
    facts.map(({ cpus, memory, time_ms, realtime_ms, status, exit_code, ...more }, n) =>
      measuredTask(`aa/${String(n)}`, {
        ...more,
        ...(!succeeded && { status: status as 'completed', exit_code }),
        resources: { cpus, memory, time_ms, realtime_ms },
      }),
    ),
  );

  it('is above the greatest use of any task, and below what each requested', () => {
    fc.assert(
      fc.property(step, (tasks) => {
        const { advice, no_advice } = advise(tasks);
        expect(advice === null).toBe(no_advice !== null);
        for (const { directive, advised, greatest_use, requested, saved_hours } of advice?.directives ?? []) {
          const uses = { cpus: 0, memory: 0, time: 0 };
          for (const { peak_rss, cpu_percent, resources } of tasks) {
            uses.memory = Math.max(uses.memory, peak_rss ?? 0);
            uses.cpus = Math.max(uses.cpus, (cpu_percent ?? 0) / 100);
            uses.time = Math.max(uses.time, resources?.realtime_ms ?? 0);
            const requests = { cpus: resources?.cpus, memory: resources?.memory, time: resources?.time_ms };
            expect(advised).toBeLessThan(requests[directive] ?? 0);
          }
          expect(greatest_use).toBe(uses[directive]);
          expect(advised).toBeGreaterThanOrEqual(greatest_use * 1.1);
          expect(requested).toBeGreaterThan(advised);
          expect(saved_hours ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('is for ten tasks or more, and its config has exactly its amounts', () => {
    fc.assert(
      fc.property(step, (tasks) => {
        const { advice } = advise(tasks);
        if (!advice) return;
        expect(tasks.length).toBeGreaterThanOrEqual(10);
        expect(Math.min(...advice.directives.map((each) => each.tasks))).toBeGreaterThanOrEqual(10);
        expect(amountsIn(advice.config)).toEqual(
          Object.fromEntries(advice.directives.map(({ directive, advised }) => [directive, advised])),
        );
      }),
    );
  });

  it('does not depend on the order of the tasks, and a further use never lowers it', () => {
    fc.assert(
      fc.property(step, (tasks) => {
        const before = advise(tasks);
        expect(advise(tasks.toReversed()).advice?.config).toBe(before.advice?.config);
        const greatest = Math.max(...tasks.map(({ peak_rss }) => peak_rss ?? 0));
        const after = advise([...tasks, measuredTask('bb/0', { ...tasks[0], peak_rss: greatest + GB } as never)]);
        const [from, to] = [before, after].map(({ advice }) => amountsIn(advice?.config ?? '')['memory']);
        if (from !== undefined && to !== undefined) expect(to).toBeGreaterThanOrEqual(from);
      }),
    );
  });
});
