import type { Shortcut } from '../../core/page/shortcuts.ts';
import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';
import { pages as allPages } from '../../catalogue.ts';
import type { ShellActions } from '../shell-actions.ts';
import { commandItems, matching, type PaletteItem } from './palette-items.ts';

const item = (label: string, hint = ''): PaletteItem => ({ label, hint, icon: 'list', run: () => undefined });
const items = [
  item('New job', 'Page'),
  item('Jobs', 'Page'),
  item('Show failed jobs', 'Filter'),
  item('Dark theme', 'Setting'),
];
const found = (query: string) => matching(items, query).map(({ label }) => label);

describe('the command palette', () => {
  it('offers everything before a word is typed', () => {
    expect(found('')).toHaveLength(4);
  });

  it('matches any words, in any order, also in the hint', () => {
    expect(found('jobs failed')).toEqual(['Show failed jobs']);
    expect(found('setting')).toEqual(['Dark theme']);
  });

  const pagesOf =
    (offers: (page: PageDescriptor) => boolean): ShellActions['pages'] =>
    (...places) =>
      allPages.filter((page) => places.includes(page.place) && offers(page));
  const cancel: Shortcut = { keys: 'c', label: 'Cancel the job', group: 'Jobs', run: () => undefined };
  const offered = (part: Partial<Shortcut> = {}, offers: (page: PageDescriptor) => boolean = () => true) =>
    commandItems({ pages: pagesOf(offers) } as ShellActions, [{ ...cancel, ...part }]).map(({ label, hint, keys }) => ({
      label,
      hint,
      keys,
    }));

  it("lists destinations first, followed by the page's actions with their keys", () => {
    const items = offered();
    const ofPage = items.findIndex(({ label }) => label === 'Cancel the job');
    const pages = items.slice(0, ofPage);
    expect(pages.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Jobs', 'Audit', 'Samples', 'Storage', 'Notifications', 'New job']),
    );
    expect(pages.filter(({ hint }) => hint !== 'Page')).toEqual([]);
    expect(items[ofPage]).toEqual({ label: 'Cancel the job', hint: 'Jobs', keys: 'c' });
  });

  it('leaves out unavailable actions, such as a command without a selected job, and steps between rows', () => {
    const offers = (part: Partial<Shortcut>) => offered(part).some(({ label }) => label === 'Cancel the job');
    expect([{ ready: () => true }, { ready: () => false }, { keyOnly: true } as const].map(offers)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('leaves out the pages that the person may not use', () => {
    const offers = (page: PageDescriptor) => page.place === 'person' || (!page.right && !page.isOffered);
    const labels = offered({}, offers).map(({ label }) => label);
    for (const page of ['Users', 'Notifications', 'New job', 'Approvals']) expect(labels).not.toContain(page);
    expect(labels).toEqual(expect.arrayContaining(['Jobs', 'Account', 'API tokens', 'Audit']));
  });

  it('puts prefix matches first', () => {
    expect(found('jo')).toEqual(['Jobs', 'New job', 'Show failed jobs']);
  });
});
