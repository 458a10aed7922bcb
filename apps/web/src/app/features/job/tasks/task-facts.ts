import type { TaskView } from '@reprise/contracts';
import { taskStateText } from '@reprise/contracts/executor-text';
import { memoryText } from '@reprise/contracts/resource-text';
import type { LiveTask } from '../../../shared/attempt/executors/executor-listings.ts';
import { type Frozen, unfrozenMs } from '@reprise/contracts/frozen-times';
import { dateTime, shortDuration } from '../../../shared/format.ts';
import { TASK_STATUS } from '../../../shared/status/status.ts';

/**
 * Context of a task: its state on another machine, when its job was frozen, and the current time in milliseconds since
 * 1970.
 */
interface TaskContext {
  readonly live: LiveTask | undefined;
  readonly frozen: readonly Frozen[];
  readonly now: number;
}

/**
 * Returns the known facts about a task, each with a name. The time for which it waited for its executor is separate
 * from the time for which it ran.
 */
export function taskFacts(task: TaskView, { live, frozen, now }: TaskContext): { name: string; value: string }[] {
  const ran = runTime(task, frozen);
  return [
    { name: 'Status', value: TASK_STATUS[task.status].word },
    { name: 'On the cluster', value: live ? taskStateText(live) : '' },
    { name: 'Native id', value: task.native_id ?? live?.native_id ?? '' },
    { name: 'Exit code', value: task.exit_code === null ? '' : String(task.exit_code) },
    { name: 'Tries', value: String(task.tries) },
    { name: 'Queued for', value: queuedFor(task, now) },
    { name: 'Started', value: task.started_at === null ? '' : dateTime(task.started_at, now) },
    { name: 'Ran for', value: ran === null ? '' : shortDuration(ran) },
    { name: 'CPU', value: task.cpu_percent === null ? '' : `${task.cpu_percent.toFixed(0)} %` },
    { name: 'Peak memory', value: task.peak_rss === null ? '' : memoryText(task.peak_rss) },
    { name: 'On failure', value: task.error_action?.toLowerCase() ?? '' },
  ].filter(({ value }) => value);
}

/** A shorter wait is caused by Nextflow itself. */
const WAIT_MS = 1_000;

function queuedFor({ status, submitted_at, started_at }: TaskView, now: number): string {
  if (submitted_at === null || (started_at === null && status !== 'submitted')) return '';
  const waited = (started_at === null ? now : Date.parse(started_at)) - Date.parse(submitted_at);
  return waited < WAIT_MS ? '' : shortDuration(waited);
}

/** Milliseconds that a task ran, without frozen time. Nextflow's own duration includes the wait. */
function runTime({ started_at, completed_at, duration_ms }: TaskView, frozen: readonly Frozen[]): number | null {
  if (duration_ms === null || started_at === null || completed_at === null) return duration_ms;
  return unfrozenMs(Date.parse(started_at), Date.parse(completed_at), frozen);
}
