import type { Job } from '../state.ts';

/** The part of a waiting job that determines where it can run. */
export type WithFiles = Pick<Job, 'mode' | 'results_on' | 'deletes_nothing'> & {
  readonly last_run: { readonly storage_id: string } | null;
};

/**
 * Id of the storage that an attempt needs; null if any will do. A resume or restart continues in its work dir. A rerun
 * deletes the files of earlier attempts, while a runner with them may exist, unless all of them are kept.
 */
export function neededStorage({ mode, last_run, results_on, deletes_nothing }: WithFiles): string | null {
  if (mode === 'fresh') return deletes_nothing ? null : results_on;
  return last_run?.storage_id ?? null;
}
