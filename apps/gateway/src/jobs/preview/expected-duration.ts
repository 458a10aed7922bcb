import type { TaskView } from '@reprise/contracts';
import type { FrozenSpan } from '@reprise/read-model';

/**
 * Returns the milliseconds during which at least one of the tasks ran, without frozen time. Time during which several
 * tasks ran counts only once.
 * @param frozen spans that do not overlap
 */
export function expectedDuration(tasks: readonly TaskView[], frozen: readonly FrozenSpan[] = []): number {
  const spans = tasks
    .map(({ started_at, submitted_at, completed_at }) => [started_at ?? submitted_at, completed_at])
    .filter((span): span is [string, string] => span.every((time) => time !== null))
    .map(([from, to]) => [Date.parse(from), Date.parse(to)] as const)
    .sort(([a], [b]) => a - b);
  const pauses = frozen.map(([from, to]) => [Date.parse(from), Date.parse(to)] as const);
  let [total, until] = [0, -Infinity];
  for (const [from, to] of spans) {
    const begin = Math.max(from, until);
    const paused = pauses.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(to, b) - Math.max(begin, a)), 0);
    total += Math.max(0, to - begin - paused);
    until = Math.max(until, to);
  }
  return total;
}

/**
 * Returns the expected milliseconds of unfinished tasks, with the same parallelism as earlier. Each takes as long as
 * the average finished task of its step, and at least as long as one of them ran before it was stopped.
 * @param ended finished tasks, at least one
 * @param stopped earlier runs of the unfinished tasks, until they were stopped
 */
export function unfinishedDuration(
  count: number,
  ended: readonly TaskView[],
  stopped: readonly TaskView[],
  frozen: readonly FrozenSpan[] = [],
): number {
  const alone = (task: TaskView) => expectedDuration([task], frozen);
  const sum = (tasks: readonly TaskView[]) => tasks.reduce((total, task) => total + alone(task), 0);
  const each = Math.max(sum(ended) / ended.length, ...stopped.map(alone));
  const before = [...ended, ...stopped];
  const sideBySide = sum(before) / (expectedDuration(before, frozen) || 1);
  return Math.max(each, (count * each) / Math.max(1, sideBySide));
}
