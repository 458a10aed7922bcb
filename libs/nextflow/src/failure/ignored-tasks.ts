import { TraceReader, type TraceRow } from '../records/trace-reader.ts';

const FLAG = /^\w{3}-\d\d .* Setting fail-on-ignore flag due to ignored task '/m;
const STATS = /WorkflowStats\[.*\bignoredCount=[1-9]/;

/**
 * Failed and ignored tasks, if they made the run fail (`workflow.failOnIgnore`). Such a run reaches its end without an
 * abort.
 */
export function ignoredTasks(log: string, trace: string): TraceRow[] {
  const completed = STATS.test(log) && log.includes('> Execution complete -- Goodbye');
  if (!FLAG.test(log) && !completed) return [];
  const reader = new TraceReader();
  const rows = [...trace.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
  return rows.filter(({ status, errorAction }) => status === 'FAILED' && errorAction === 'IGNORE');
}
