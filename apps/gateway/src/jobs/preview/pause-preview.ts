import type { PausePreview, TaskView, TimeLimitsResponse } from '@reprise/contracts';

type Running = Pick<TaskView, 'process' | 'step' | 'started_at'>;

/** Puts running tasks and the limits of their steps together, the step that is first at its limit first. */
export function pausePreview(
  running: readonly Running[],
  limits: TimeLimitsResponse['limits'],
  now: number,
): PausePreview {
  const processes = [...new Set(running.map(({ process }) => process))];
  const steps = processes.map((process) => {
    const tasks = running.filter((task) => task.process === process);
    const limit_ms = limits[process] ?? null;
    const oldest = Math.min(...tasks.map(({ started_at }) => (started_at === null ? now : Date.parse(started_at))));
    return {
      ...{ process, step: tasks[0]!.step, tasks: tasks.length },
      ...{ known: process in limits, limit_ms },
      left_ms: limit_ms === null ? null : Math.max(0, limit_ms - (now - oldest)),
    };
  });
  return { steps: steps.sort((a, b) => (a.left_ms ?? Infinity) - (b.left_ms ?? Infinity) || 0) };
}
