import { matching, type PaletteItem } from './palette-items.ts';

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

  it('puts first what begins with what was typed', () => {
    expect(found('jo')).toEqual(['Jobs', 'New job', 'Show failed jobs']);
  });
});
