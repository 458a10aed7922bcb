import { access } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { TraceReader } from '../records/trace-reader.ts';

/** Reads the process of each ended task of some attempts, by short hash (`ab/cdef12`), from their traces. */
export async function sessionProcesses(attemptDirs: readonly string[]): Promise<Map<string, string>> {
  const processes = new Map<string, string>();
  for (const dir of attemptDirs) {
    const { trace } = attemptFiles(dir);
    if (!(await isThere(trace))) continue;
    const reader = new TraceReader();
    const lines = createInterface({ input: createReadStream(trace, 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) for (const row of reader.line(line)) processes.set(row.hash, row.process);
    for (const row of reader.end()) processes.set(row.hash, row.process);
  }
  return processes;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
