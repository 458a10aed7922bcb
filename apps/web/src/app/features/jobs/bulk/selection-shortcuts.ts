import type { JobView } from '@reprise/contracts';
import type { Shortcut } from '../../../core/page/shortcuts.ts';
import type { Selection } from './selection.ts';

/** Keys that select jobs: one, a range, all rows, none. */
export function selectionShortcuts(selection: Selection, current: () => JobView | undefined): Shortcut[] {
  const toggle = (range: boolean) => () => {
    const job = current();
    if (job) selection.toggle(job.job_id, range);
  };
  const common = { group: 'Jobs', keyOnly: true } as const;
  return [
    { ...common, keys: 'x', label: 'Select the job', run: toggle(false) },
    { ...common, keys: 'X', label: 'Select up to the job', run: toggle(true) },
    { ...common, keys: 'a', label: 'Select all rows', run: () => selection.toggleRows() },
    {
      ...common,
      keys: 'Escape',
      label: 'Clear the selection',
      run: () => selection.clear(),
      ready: () => !selection.isEmpty(),
    },
  ];
}
