import type { Job } from '../state.ts';

/** Part of a waiting job that says where it can run. */
export type WithFiles = Pick<Job, 'mode' | 'results_on' | 'deletes_nothing'> & {
  readonly last_run: { readonly storage_id: string } | null;
};

/**
 * Id of the storage that an attempt needs; null where any will do. A resume or restart goes on in its work dir. A rerun
 * deletes the files of earlier attempts, as long as there may be a runner with them, unless nothing of them is to go.
 */
export function neededStorage({ mode, last_run, results_on, deletes_nothing }: WithFiles): string | null {
  if (mode === 'fresh') return deletes_nothing ? null : results_on;
  return last_run?.storage_id ?? null;
}
