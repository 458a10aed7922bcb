import type { Job } from '../state.ts';

/** The fields of a waiting job that determine where it can run. */
export type WithFiles = Pick<Job, 'mode' | 'results_on' | 'deletes_nothing'> & {
  readonly last_run: { readonly storage_id: string } | null;
};

/**
 * Id of the storage that an attempt needs; null if any will do. A resume or restart continues in its work dir. A rerun
 * deletes the files of earlier attempts and therefore needs their storage, unless all files are kept or no runner has
 * that storage.
 */
export function neededStorage({ mode, last_run, results_on, deletes_nothing }: WithFiles): string | null {
  if (mode === 'fresh') return deletes_nothing ? null : results_on;
  return last_run?.storage_id ?? null;
}
