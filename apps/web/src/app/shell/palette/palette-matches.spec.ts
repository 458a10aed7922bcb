import { aJob } from '../../testing/views.ts';
import { indexOfActive, jobItemsFor } from './palette-matches.ts';
import { jobItem, type PaletteItem } from './palette-items.ts';

const toItem = (job: Parameters<typeof jobItem>[0]) => jobItem(job, () => undefined);
const jobs = [aJob({ sample_name: 'LOST-1' }), aJob({ sample_name: 'RACE-2' })];
const labels = (items: PaletteItem[]) => items.map(({ label }) => label);

describe('jobs in the palette', () => {
  it('disappear if more was typed and they no longer match', () => {
    expect(labels(jobItemsFor({ query: 'r', jobs }, 'RACE-2', toItem))).toEqual(['RACE-2']);
  });

  it('are offered if the server found them, by any field', () => {
    expect(labels(jobItemsFor({ query: 'no space left', jobs }, 'no space left ', toItem))).toEqual([
      'LOST-1',
      'RACE-2',
    ]);
    expect(jobItemsFor({ query: '', jobs }, '', toItem)).toEqual([]);
  });

  it("leave the person's selection in place when they arrive", () => {
    const [first, second, third] = ['Jobs', 'Audit', 'PAT-1'].map((label): PaletteItem => ({
      label,
      hint: 'Page',
      icon: 'list',
      run: () => undefined,
    })) as [PaletteItem, PaletteItem, PaletteItem];
    const before = { items: [first, second], at: 1 };
    expect(indexOfActive([third, first, second], before)).toBe(2);
    expect(indexOfActive([third], before)).toBe(0);
    expect(indexOfActive([first], undefined)).toBe(0);
  });
});
