import type { DataOf } from '@reprise/contracts';

type Success = Pick<DataOf<'attempt_succeeded'>, 'outputs_skipped' | 'outputs_skipped_count'>;

/** Results of an attempt that could not be read: the first ones, and their total number. */
export function skippedOutputs({ outputs_skipped: files = [], outputs_skipped_count }: Success) {
  return { files, count: outputs_skipped_count ?? files.length };
}
