import { sessionTraces } from './session-traces.ts';

/** Reads the process of each ended task of some attempts, by short hash (`ab/cdef12`), from their traces. */
export async function sessionProcesses(attemptDirs: readonly string[]): Promise<Map<string, string>> {
  const traces = await sessionTraces(attemptDirs);
  return new Map(traces.flat().map(({ hash, process }) => [hash, process]));
}
