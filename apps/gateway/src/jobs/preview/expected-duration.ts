import type { TaskView } from '@reprise/contracts';

/** Time in milliseconds in which at least one of some tasks ran: tasks that ran side by side count once. */
export function expectedDuration(tasks: readonly TaskView[]): number {
  const spans = tasks
    .map(({ started_at, submitted_at, completed_at }) => [started_at ?? submitted_at, completed_at])
    .filter((span): span is [string, string] => span.every((time) => time !== null))
    .map(([from, to]) => [Date.parse(from), Date.parse(to)] as const)
    .sort(([a], [b]) => a - b);
  let [total, until] = [0, -Infinity];
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}
