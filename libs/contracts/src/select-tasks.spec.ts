import { selectTasks, type TaskSelection } from './select-tasks.ts';

const task = (name: string, values: Partial<Parameters<typeof selectTasks>[0][number]> = {}) => ({
  ...{ name, process: 'ALIGN', status: 'completed' as const, duration_ms: null, peak_rss: null, cpu_percent: null },
  ...values,
});
const tasks = [
  task('a', { duration_ms: 10, peak_rss: 300 }),
  task('b', { status: 'failed', duration_ms: 30, peak_rss: 100 }),
  task('c', { process: 'CALL', status: 'running' }),
  task('d', { process: 'CALL', status: 'retried', duration_ms: 20, peak_rss: 0, cpu_percent: 90 }),
];

describe('the selected tasks', () => {
  it.each<[string, TaskSelection, string]>([
    ['are all of them, as they were first seen', {}, 'a b c d'],
    ['have one of the statuses', { status: ['failed', 'retried'] }, 'b d'],
    ['are of one process', { process: 'CALL' }, 'c d'],
    ['begin with the slowest, and end with those whose duration is unknown', { sort: 'duration_ms' }, 'b d a c'],
    ['are sorted by memory, and a known 0 comes before unknown values', { sort: 'peak_rss' }, 'a b d c'],
    ['keep their order for equal values', { sort: 'cpu_percent' }, 'd a b c'],
    ['are filtered and sorted at once', { status: ['completed', 'failed'], sort: 'duration_ms' }, 'b a'],
  ])('%s', (_, selection, names) => {
    expect(
      selectTasks(tasks, selection)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(names);
  });
});
