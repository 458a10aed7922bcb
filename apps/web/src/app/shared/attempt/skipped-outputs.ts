import type { DataOf } from '@reprise/contracts';

type Skipped = { path: string; reason: string };

/** What of an attempt's results could not be read: the first of it, and how much it is in all. */
export function skippedOutputs(data: Record<string, unknown>): { files: Skipped[]; count: number } {
  const { outputs_skipped: files = [], outputs_skipped_count } = data as Partial<DataOf<'attempt_succeeded'>>;
  return { files, count: outputs_skipped_count ?? files.length };
}
