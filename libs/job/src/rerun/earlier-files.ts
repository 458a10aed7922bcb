import type { DataOf } from '@reprise/contracts';
import { isOpen, type Job, type LeftFiles, type OpenJob } from '../state.ts';

/** Where the files of earlier attempts are, in the state of a job that will run again. */
type EarlierFiles = Pick<Job, 'results_on' | 'results_of' | 'left' | 'deletes_nothing'>;

/** Updates the locations of earlier attempts' files when a rerun is requested. */
export function filesBeforeRerun(job: Job, rerun: DataOf<'rerun_requested'>): EarlierFiles {
  const { last_run } = job;
  const work = isLeft(job, job.cleaned !== null, ['work_dir', 'all']);
  const results = isLeft(job, !isOpen(job) && job.results_cleaned !== undefined, ['results', 'all']);
  const left = job.left && { left: job.left };
  if (!work && !results) return { results_on: null, ...left };
  const of = last_run ? { runner_id: last_run.runner_id, attempt: job.attempt } : job.results_of;
  const deletes = (work && !rerun.keep_work_dir) || (results && !rerun.keep_results);
  return {
    results_on: last_run?.storage_id ?? job.results_on,
    ...(of && { results_of: of }),
    ...left,
    ...(!deletes && { deletes_nothing: true as const }),
  };
}

/** A failed clean may have left some files. */
const isLeft = (job: Job, isCleaned: boolean, targets: readonly string[]): boolean =>
  !isCleaned || (!isOpen(job) && job.clean_failed !== undefined && targets.includes(job.clean_failed.what));

/**
 * Returns the files that are left on other storage once an attempt has started on this storage. A rerun on different
 * storage leaves the earlier files in place.
 */
export function leftAfterStart(job: OpenJob, storageId: string): { readonly left?: readonly LeftFiles[] } {
  const { mode, results_on, results_of, keep_work_dir, keep_results, deletes_nothing } = job;
  const elsewhere = (job.left ?? []).filter(({ storage_id }) => storage_id !== storageId);
  const isLeaving = mode === 'fresh' && results_on !== null && results_on !== storageId && results_of;
  const kept = keep_work_dir || keep_results || deletes_nothing;
  const left = isLeaving
    ? [
        ...elsewhere.filter(({ storage_id }) => storage_id !== results_on),
        { storage_id: results_on, ...results_of, ...(kept && { kept: true as const }) },
      ]
    : elsewhere;
  return left.length > 0 ? { left } : {};
}
