import { ApiClient } from '@reprise/api-client';
import { findJob } from './find-job.ts';

const FIRST = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const SECOND = '0196f0c8-9999-7c3a-9a52-7c1d5e8f2b90';
const OTHER = 'ffffffff-5b7e-7c3a-9a52-7c1d5e8f2b90';

/** A server whose list has these pages. */
const serverWith = (...pages: string[][]) => ({
  api: new ApiClient(({ query }) => {
    const page = Number(query['cursor'] ?? 0);
    const items = pages[page]!.map((job_id) => ({ job_id, sample_name: 'DEMO' }));
    return Promise.resolve({ items, next_cursor: page + 1 < pages.length ? String(page + 1) : null });
  }),
});

describe('finding a job by the beginning of its id', () => {
  it('finds it on a later page, although others match by name or message', async () => {
    expect(await findJob(serverWith([OTHER, OTHER], [FIRST]), '0196f0c8')).toBe(FIRST);
  });

  it('does not accept it as unique while a later page has another', async () => {
    await expect(findJob(serverWith([FIRST], [SECOND]), '0196f0c8')).rejects.toThrow(
      '2 jobs have an id that begins with 0196f0c8',
    );
  });

  it('asks for a longer id, without reading on, if more jobs match than are shown', async () => {
    await expect(findJob(serverWith(Array<string>(6).fill(FIRST), []), '0196')).rejects.toThrow(
      'At least 6 jobs have an id that begins with 0196',
    );
  });
});
