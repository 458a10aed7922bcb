import { jest } from '@jest/globals';
import type { JobsSummary } from '@reprise/contracts';
import type { Api } from '../../core/api.ts';
import { ProblemError } from '../../core/problem.ts';
import { aJob, at } from '../../testing/views.ts';
import { JobList } from './job-list.ts';
import { fromParams } from './list-state.ts';

const job = (n: number, part = {}) => aJob({ job_id: `job-${n}`, created_at: at(n), ...part });
const page = (items: ReturnType<typeof aJob>[], next_cursor: string | null = null) => ({ items, next_cursor });
const summary: JobsSummary = { total: 2, running: 2, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
const all = fromParams({}, null);

describe('the job list', () => {
  const api = { jobs: jest.fn<Api['jobs']>(), summary: jest.fn<Api['summary']>() };
  let list: JobList;
  const ids = () => list.rows().map(({ job_id }) => job_id);
  beforeEach(() => {
    jest.resetAllMocks();
    api.summary.mockResolvedValue(summary);
    list = new JobList(api);
  });

  it('reads page after page', async () => {
    api.jobs.mockResolvedValueOnce(page([job(2), job(1)], 'next'));
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page([job(1), job(0)]));
    await list.more();
    expect(api.jobs).toHaveBeenLastCalledWith(expect.objectContaining({ cursor: 'next' }));
    expect(ids()).toEqual(['job-2', 'job-1', 'job-0']);
    expect(list.hasMore()).toBe(false);
  });

  it('keeps new jobs waiting until a person asks for them', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    list.apply([job(2), job(3)]);
    list.apply([job(2, { status: 'completed', last_seq: 11 })]);
    expect([ids(), list.newCount()]).toEqual([['job-1'], 2]);
    api.jobs.mockResolvedValueOnce(page([job(3), job(2), job(1)]));
    await list.showNew();
    expect([ids(), list.newCount()]).toEqual([['job-3', 'job-2', 'job-1'], 0]);
  });

  it('takes the last of two answers, whichever comes first', async () => {
    let answerFirst: (value: Awaited<ReturnType<Api['jobs']>>) => void = () => undefined;
    api.jobs.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)));
    api.jobs.mockResolvedValueOnce(page([job(5)]));
    const first = list.show(all);
    await list.show(fromParams({ q: 'x' }, null));
    answerFirst(page([job(1)]));
    await first;
    expect(ids()).toEqual(['job-5']);
  });

  it('says in the words of the server what went wrong, and keeps its rows', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    api.jobs.mockRejectedValueOnce(new ProblemError(503, 'Postgres does not answer.'));
    await list.show(fromParams({ q: 'x' }, null));
    expect([list.status(), list.error(), ids()]).toEqual(['failed', 'Postgres does not answer.', ['job-1']]);
  });

  it('catches up after the stream was away without moving a row', async () => {
    api.jobs.mockResolvedValueOnce(page([job(2), job(1)]));
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page([job(3), job(2, { status: 'completed', last_seq: 20 }), job(1)]));
    await list.catchUp();
    expect([ids(), list.rows()[0]?.status, list.newCount()]).toEqual([['job-2', 'job-1'], 'completed', 1]);
  });

  it('reads as far down as before when a person comes back to it', async () => {
    api.jobs.mockResolvedValueOnce(
      page(
        Array.from({ length: 240 }, (_, i) => job(i)),
        'next',
      ),
    );
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show({ ...all });
    expect(api.jobs).toHaveBeenLastCalledWith(expect.objectContaining({ limit: 240 }));
  });
});
