import type { TaskView } from '@reprise/contracts';
import type { FrozenSpan } from '@reprise/read-model';

/**
 * Time in milliseconds in which at least one of some tasks ran: tasks that ran side by side count once, and a time in which
 * they were frozen does not count. @param frozen spans that do not overlap
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
