import type { CleanPreview, CleanPreviews } from '@reprise/contracts';
import { countCleans, type CountedCleans } from './count-cleans.ts';

const preview = (bytes: number, complete = true): CleanPreview => ({
  what: 'work_dir',
  paths: [{ path: `/w/${String(bytes)}`, files: 2, bytes }],
  files: 2,
  bytes,
  linked: 0,
  remote: null,
  resume_possible: false,
  complete,
});
type Item = Omit<CleanPreviews['items'][number], 'job_id'>;
const counted = async (items: Item[], signal = new AbortController().signal) => {
  const sums: CountedCleans[] = [];
  const ids = items.map((_, i) => String(i));
  const ask = async (part: string[]) => ({ items: part.map((id) => ({ job_id: id, ...items[Number(id)]! })) });
  await countCleans(ids, ask, (sum) => sums.push(sum), signal);
  return sums;
};

describe('the files that a clean of many jobs would delete', () => {
  it('are summed up without the jobs that refuse it or whose runner is away', async () => {
    const [sum] = await counted([
      { refusal: null, preview: preview(10) },
      { refusal: 'It is pinned.', preview: null },
      { refusal: null, preview: null },
      { refusal: null, preview: preview(30, false) },
    ]);
    expect(sum).toEqual({
      asked: 4,
      of: 4,
      refused: 1,
      away: 1,
      files: 4,
      bytes: 40,
      complete: false,
      paths: [
        { path: '/w/30', files: 2, bytes: 30 },
        { path: '/w/10', files: 2, bytes: 10 },
      ],
    });
  });

  it('are counted a few jobs at a time, until the dialog closes', async () => {
    const items = Array.from({ length: 45 }, (): Item => ({ refusal: null, preview: preview(1) }));
    expect((await counted(items)).map(({ asked, bytes }) => [asked, bytes])).toEqual([
      [20, 20],
      [40, 40],
      [45, 45],
    ]);
    expect(await counted(items, AbortSignal.abort())).toEqual([]);
  });
});
