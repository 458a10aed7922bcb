import { access } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';

/** Names of a task in a trace. */
type SessionRow = Pick<TraceRow, 'hash' | 'process' | 'name'>;

/** Reads the traces of some attempts, in their order. The trace of an attempt without one is empty. */
export function sessionTraces(attemptDirs: readonly string[]): Promise<SessionRow[][]> {
  return Promise.all(attemptDirs.map((dir) => readTrace(attemptFiles(dir).trace)));
}

async function readTrace(trace: string): Promise<SessionRow[]> {
  if (!(await isThere(trace))) return [];
  const rows: SessionRow[] = [];
  const reader = new TraceReader();
  const lines = createInterface({ input: createReadStream(trace, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) rows.push(...reader.line(line).map(kept));
  return [...rows, ...reader.end().map(kept)];
}

const kept = ({ hash, process, name }: TraceRow): SessionRow => ({ hash, process, name });

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
