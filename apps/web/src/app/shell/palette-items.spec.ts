import type { ShellActions } from './shell-actions.ts';
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

  it('finds by any words, in any order, also in the hint', () => {
    expect(found('jobs failed')).toEqual(['Show failed jobs']);
    expect(found('setting')).toEqual(['Dark theme']);
  });

  it('leaves out what the page could not do now: a command on a job while none is chosen', () => {
    const keys = (ready?: () => boolean) => ({
      keys: 'c',
      label: 'Cancel the job',
      group: 'Jobs',
      run: () => undefined,
      ...(ready ? { ready } : {}),
    });
    const offered = (ready?: () => boolean) => commandItems({} as ShellActions, [keys(ready)])[0]?.label;
    expect([offered(() => false), offered(() => true), offered()]).toEqual([
      'Jobs',
      'Cancel the job',
      'Cancel the job',
    ]);
  });

  it('puts first what begins with what was typed', () => {
    expect(found('jo')).toEqual(['Jobs', 'New job', 'Show failed jobs']);
  });
});
