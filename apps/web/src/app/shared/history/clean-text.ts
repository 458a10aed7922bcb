import type { CleanTarget } from '@reprise/contracts';

/** Text about what a clean deletes, depending on its target. */
export const CLEAN_TARGETS: Readonly<Record<CleanTarget, string>> = {
  work_dir: 'the work dir',
  partial_outputs: 'results so far and unfinished tasks',
  results: 'the results',
  all: 'the work dir and the results',
};
