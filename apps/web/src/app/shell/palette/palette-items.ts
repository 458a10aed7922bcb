import type { JobView } from '@reprise/contracts';
import type { Theme } from '../../core/page/preferences.ts';
import type { Shortcut } from '../../core/page/shortcuts.ts';
import { shortId } from '../../shared/format.ts';
import type { IconName } from '../../shared/parts/icons.ts';
import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';
import { STATUS, statusKey, type StatusKey } from '../../shared/status/status.ts';

export type PaletteItem = { label: string; hint: string; icon: IconName; keys?: string; run: () => void };

/** Actions of the palette's own items. */
export interface PaletteActions {
  pages(...places: readonly PageDescriptor['place'][]): readonly PageDescriptor[];
  open(path: string): void;
  jobs(status?: string): void;
  openJob(jobId: string): void;
  theme(theme: Theme): void;
  times(): void;
  keys(): void;
  signOut(): Promise<void>;
}

/** Returns the items that contain every word of the query, starting with those that begin with it. */
export function matching(items: PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (item: PaletteItem) => (item.label.toLowerCase().startsWith(query.toLowerCase().trim()) ? 0 : 1);
  return items
    .filter((item) => words.every((word) => `${item.label} ${item.hint}`.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}

const FILTERS: StatusKey[] = ['running', 'pending', 'failed', 'completed', 'cancelled'];

/** Returns the palette's items: pages, shortcuts of the open page, filters, and other actions of the shell. */
export function commandItems(actions: PaletteActions, shortcuts: Shortcut[]): PaletteItem[] {
  const ofPage = shortcuts
    .filter(({ group, keyOnly, ready }) => group !== 'Everywhere' && !keyOnly && (ready?.() ?? true))
    .map(({ label, group, keys, run }): PaletteItem => ({
      label,
      keys,
      run,
      hint: group,
      icon: 'arrow-right',
    }));
  const filters = FILTERS.map((key): PaletteItem => ({
    label: `Show ${key} jobs`,
    hint: 'Filter',
    icon: STATUS[key].icon,
    run: () => actions.jobs(key),
  }));
  const pages = (...places: PageDescriptor['place'][]) =>
    actions.pages(...places).map(({ path, title, icon }): PaletteItem => ({
      label: title,
      hint: 'Page',
      icon,
      run: () => actions.open(path),
    }));
  return [
    ...pages('work', 'system', 'action'),
    ...ofPage,
    ...filters,
    ...pages('person'),
    { label: 'Light theme', hint: 'Setting', icon: 'sun', run: () => actions.theme('light') },
    { label: 'Dark theme', hint: 'Setting', icon: 'moon', run: () => actions.theme('dark') },
    { label: 'Theme of the system', hint: 'Setting', icon: 'monitor', run: () => actions.theme('system') },
    { label: 'Switch times: ago or clock', hint: 'Setting', icon: 'clock', run: () => actions.times() },
    { label: 'Keyboard', hint: 'Help', icon: 'keyboard', run: () => actions.keys() },
    { label: 'Sign out', hint: 'Session', icon: 'log-out', run: () => void actions.signOut() },
  ];
}

export function jobItem(job: JobView, open: (jobId: string) => void): PaletteItem {
  const { word, icon } = STATUS[statusKey(job)];
  return {
    label: job.sample_name,
    hint: `${word}, ${job.pipeline}, ${shortId(job.job_id)}`,
    icon,
    run: () => open(job.job_id),
  };
}
