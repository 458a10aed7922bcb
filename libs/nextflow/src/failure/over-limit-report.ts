import { durationText } from '../limits/time-text.ts';
import { NOT_EXITED } from '../watch/task-over-limit.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';
import type { ErrorReport } from './parse-error-report.ts';

/**
 * Names the time limit as the cause if Nextflow only reports that the process of a task with a time limit is still
 * running.
 */
export function overLimitReport(report: ErrorReport, trace: string): ErrorReport {
  if (report.causedBy !== NOT_EXITED) return report;
  const reader = new TraceReader();
  const rows: TraceRow[] = [...trace.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
  const row = rows.findLast(({ name }) => name === report.task);
  if (!row?.timeLimitMs) return report;
  const causedBy = `Process exceeded running time limit (${durationText(row.timeLimitMs)})`;
  return { ...report, causedBy, workDir: row.workDir };
}
