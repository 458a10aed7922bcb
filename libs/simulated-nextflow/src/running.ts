import { beganAt, type Execution } from './execution.ts';
import type { PlannedFailure } from './simulation-plan.ts';
import { shortHash } from './task-dir.ts';
import type { SimulatedTask } from './tasks.ts';
import type { TraceRecord } from './trace-file.ts';

/** A submitted try of a task. */
export interface Running {
  readonly task: SimulatedTask;
  readonly id: number;
  readonly tries: number;
  readonly hash: string;
  readonly dir: string;
  readonly failure: PlannedFailure | null;
  /** Milliseconds since 1970. */
  readonly submitted: number;
  readonly execution: Execution;
}

/** Returns its current trace record. @param exit null if it has not ended @param load invented number from 0 to 1 */
export function recordOf(
  { task, hash, dir, submitted, execution, tries, id }: Running,
  status: TraceRecord['status'],
  exit: number | null,
  action: string,
  load: number,
): TraceRecord {
  const start = beganAt(dir);
  const complete = Date.now();
  const field = (value: number | string, when: boolean) => (when ? String(value) : '-');
  const over = exit !== null;
  return {
    hash: shortHash(hash),
    task_id: String(id),
    native_id: field(execution.pid, execution.pid > 0),
    process: task.step.name,
    tag: task.tag ?? '-',
    name: task.name,
    status,
    exit: field(exit ?? '', over),
    attempt: String(tries),
    submit: String(submitted),
    start: String(start ?? 0),
    complete: field(complete, over),
    duration: field(complete - submitted, over),
    realtime: field(complete - (start ?? submitted), over),
    '%cpu': field((100 * load).toFixed(1), exit === 0),
    peak_rss: field(Math.round(2 ** 20 * (4 + 60 * load)), exit === 0),
    workdir: dir,
    error_action: action,
  };
}
