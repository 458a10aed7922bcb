import type { TaskView } from '@reprise/contracts';
import type { ListedTask } from './listed-task.ts';
import { choiceFrom, chosenLines, paramsOf, statusesIn, type TaskChoice } from './task-choice.ts';

const none = { view: null, status: null, process: null, sort: null };
const all: TaskChoice = { status: null, process: null, sort: 'first_seen' };

describe('the choice of tasks in the address', () => {
  it.each<[string, TaskChoice]>([
    ['all tasks', all],
    ['the slowest of one step', { status: null, process: 'NF:ALIGN', sort: 'duration_ms' }],
    ['failed tasks by memory', { status: 'failed', process: null, sort: 'peak_rss' }],
  ])('is read as it was written: %s', (_, choice) => {
    expect(choiceFrom(paramsOf(choice))).toEqual(choice);
  });

  it('is absent for the timeline', () => {
    expect(paramsOf(null)).toEqual(none);
    expect(choiceFrom(none)).toBeNull();
    expect(choiceFrom({ ...none, status: 'failed' })).toBeNull();
  });

  it('ignores unknown values', () => {
    expect(choiceFrom({ view: 'tasks', status: 'odd', process: undefined, sort: 'name' })).toEqual(all);
  });
});

const line = (hash: string, status: TaskView['status'], durationMs: number | null, peak_rss: number | null) =>
  ({ durationMs, task: { hash, status, process: 'ALIGN', duration_ms: 1, peak_rss, cpu_percent: null } }) as ListedTask;
const lines = [
  line('a', 'completed', 20, 900),
  line('b', 'running', 30, null),
  line('c', 'failed', 10, 100),
  line('d', 'completed', null, 1000),
];
const hashesOf = (choice: Partial<TaskChoice>) =>
  chosenLines(lines, { ...all, ...choice })
    .map(({ task }) => task.hash)
    .join(' ');

describe('the chosen tasks', () => {
  it('are sorted by the shown time, so that a running task can be the slowest', () => {
    expect(hashesOf({ sort: 'duration_ms' })).toBe('b a c d');
  });

  it('are filtered and sorted by memory', () => {
    expect(hashesOf({ status: 'completed', sort: 'peak_rss' })).toBe('d a');
    expect(hashesOf({ process: 'CALL' })).toBe('');
  });

  it('have statuses with their numbers, also the chosen one that no task has', () => {
    expect(statusesIn(lines, 'cached').map(({ label }) => label)).toEqual([
      'Running (1)',
      'Cached (0)',
      'Completed (2)',
      'Failed (1)',
    ]);
  });
});
