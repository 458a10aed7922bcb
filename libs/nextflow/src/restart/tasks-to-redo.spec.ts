import fc from 'fast-check';
import type { TaskNode } from './task-graph.ts';
import { tasksToRedo } from './tasks-to-redo.ts';

const task = (path: string, inputs: string[] = [], more: Partial<TaskNode> = {}): TaskNode => ({
  path,
  process: path.slice(0, 1).toUpperCase(),
  inputs,
  unclear_since: null,
  ended: 0,
  succeeded: true,
  holds: [],
  ...more,
});

const reasons = (tasks: TaskNode[], step: string | null) =>
  Object.fromEntries(
    [...tasksToRedo(tasks, step)].map(([path, { reason, isMoved }]) => [path, isMoved ? reason : `${reason}, stays`]),
  );

describe('the tasks that a restart runs again', () => {
  it('are those of the step in every sample, and their dependents', () => {
    const tasks = [
      task('a1'),
      task('a2'),
      task('b1', ['a1']),
      task('b2', ['a2']),
      task('c', ['b1', 'b2']),
      task('d', ['a1']),
    ];
    expect(reasons(tasks, 'B')).toEqual({ b1: 'chosen', b2: 'chosen', c: 'uses' });
    expect(tasksToRedo(tasks, 'B').get('c')).toEqual({ reason: 'uses', uses: 'b1', isMoved: true });
    expect(reasons(tasks, 'A')).toMatchObject({ b1: 'uses', d: 'uses', c: 'uses' });
  });

  it('include a task with an unclear input since the end of the first chosen one, and its dependents', () => {
    const since = (unclear_since: number) => ({ unclear_since });
    const tasks = [task('a', [], { ended: 10 }), task('b', [], since(9)), task('c', [], since(10)), task('d', ['c'])];
    expect(reasons(tasks, 'A')).toEqual({ a: 'chosen', c: 'may_use', d: 'uses' });
    // A missing input counts as the newest. A resume moves no dirs.
    expect(reasons([task('e', [], since(Infinity))], null)).toEqual({ e: 'may_use, stays' });
  });

  it('include tasks with an old value and failed ones, which run again by themselves and are not moved', () => {
    const tasks = [task('a', [], { holds: ['old'] }), task('b', ['a']), task('c'), task('d', [], { succeeded: false })];
    expect(reasons(tasks, 'C')).toEqual({ a: 'changed, stays', b: 'uses, stays', c: 'chosen', d: 'unfinished, stays' });
  });

  it('are, in a resume, those that failed, and none is moved', () => {
    expect(reasons([task('a'), task('b', ['a'], { succeeded: false })], null)).toEqual({ b: 'unfinished, stays' });
  });

  it('are all if the cache has none of them', () => {
    const tasks = [task('a'), task('b', ['a'], { succeeded: false })];
    expect([...tasksToRedo(tasks, null, () => false)].map(([path, { reason }]) => [path, reason])).toEqual([
      ['a', 'not_cached'],
      ['b', 'unfinished'],
    ]);
  });

  it('are those that the cache lacks, and their dependents', () => {
    const tasks = [task('a'), task('b'), task('c', ['b'])];
    expect([...tasksToRedo(tasks, null, ({ path }) => path !== 'b')]).toEqual([
      ['b', { reason: 'not_cached', isMoved: false }],
      ['c', { reason: 'uses', uses: 'b', isMoved: false }],
    ]);
  });

  it('are closed: in any graph, dependents of a moved task are moved, and others only by choice', () => {
    const graph = fc
      .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
      .map((edges) =>
        edges.map((from, at) =>
          task(`${'abc'[at % 3]!}${at}`, at === 0 ? [] : from.map((n) => `${'abc'[(n % at) % 3]!}${n % at}`)),
        ),
      );
    fc.assert(
      fc.property(graph, (tasks) => {
        const redo = tasksToRedo(tasks, 'B');
        for (const { path, process, inputs } of tasks)
          expect(redo.has(path)).toBe(process === 'B' || inputs.some((input) => redo.has(input)));
      }),
    );
  });
});
