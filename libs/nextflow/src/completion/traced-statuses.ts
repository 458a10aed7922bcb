import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';

/** Returns the last status of each task in a run's trace, by short hash; empty without a trace. */
export async function tracedStatuses(attemptDir: string): Promise<Map<string, string>> {
  const [tail, reader] = [new FileTail(attemptFiles(attemptDir).trace), new TraceReader()];
  const statuses = new Map<string, string>();
  const add = (rows: readonly TraceRow[]) => {
    for (const { hash, status } of rows) statuses.set(hash, status);
  };
  do for (const line of await tail.lines()) add(reader.line(line));
  while (tail.behind);
  for (const line of tail.lastLine()) add(reader.line(line));
  add(reader.end());
  return statuses;
}
