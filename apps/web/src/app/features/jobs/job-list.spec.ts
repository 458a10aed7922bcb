import { jest } from '@jest/globals';
import type { JobsSummary } from '@reprise/contracts';
import type { Api } from '../../core/api/api.ts';
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
  const answers = () => {
    let answer!: (value: Awaited<ReturnType<Api['jobs']>>) => void;
    api.jobs.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    return (value: Awaited<ReturnType<Api['jobs']>>) => answer(value);
  };
  const ids = () => list.rows().map(({ job_id }) => job_id);
  beforeEach(() => {
    jest.resetAllMocks();
    api.summary.mockResolvedValue(summary);
    list = new JobList(api, () => 'Ana Ruiz');
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

  it('loads as many rows as it has, at most 500', async () => {
    const rows = (from: number, length: number) => Array.from({ length }, (_, i) => job(from + i));
    api.jobs.mockResolvedValueOnce(page(rows(0, 240), 'second'));
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page(rows(240, 270), 'third'));
    await list.more();
    expect(api.jobs).toHaveBeenLastCalledWith(expect.objectContaining({ cursor: 'second', limit: 240 }));
    api.jobs.mockResolvedValueOnce(page([]));
    await list.more();
    expect(api.jobs).toHaveBeenLastCalledWith(expect.objectContaining({ cursor: 'third', limit: 500 }));
  });

  it('never continues one selection with the cursor of another', async () => {
    api.jobs.mockResolvedValueOnce(page([job(2)], 'next'));
    await list.show(all);
    const answer = answers();
    const shown = list.show(fromParams({ q: 'PAT' }, null));
    await list.more();
    expect(api.jobs).toHaveBeenCalledTimes(2);
    answer(page([job(1)], 'of PAT'));
    await shown;
    expect([ids(), list.hasMore()]).toEqual([['job-1'], true]);
  });

  it('keeps new jobs waiting until a person requests them', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    list.apply([job(2), job(3)]);
    list.apply([job(2, { status: 'completed', last_seq: 11 })]);
    expect([ids(), list.newCount()]).toEqual([['job-1'], 2]);
    api.jobs.mockResolvedValueOnce(page([job(3), job(2), job(1)]));
    await list.showNew();
    expect([ids(), list.newCount()]).toEqual([['job-3', 'job-2', 'job-1'], 0]);
  });

  it('counts new jobs of a person whose name is searched', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(fromParams({ q: 'ruiz' }, null));
    list.apply([aJob({ ...job(2), created_by: 'user:a1' }), aJob({ ...job(3), created_by: 'admin' })]);
    expect(list.newCount()).toBe(1);
  });

  it('removes a new job from the count once the filter excludes it', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1, { status: 'pending' })]));
    await list.show(fromParams({ status: 'pending' }, null));
    list.apply([job(2, { status: 'pending' })]);
    expect(list.newCount()).toBe(1);
    list.apply([job(2, { status: 'running', last_seq: 20 })]);
    expect(list.newCount()).toBe(0);
  });

  it('keeps a row that no longer matches in its place, and counts it apart until it matches again', async () => {
    const of = (run: string, last_seq: number) => job(1, { labels: { run }, last_seq });
    api.jobs.mockResolvedValueOnce(page([job(2, { labels: { run: 'A' } }), of('A', 5)]));
    await list.show(fromParams({ label: ['run=A'] }, null));
    list.apply([of('Z', 6)]);
    expect([ids(), list.unmatchedCount()]).toEqual([['job-2', 'job-1'], 1]);
    list.apply([of('A', 7)]);
    expect(list.unmatchedCount()).toBe(0);
    list.apply([of('Z', 8)]);
    api.jobs.mockResolvedValueOnce(page([job(2, { labels: { run: 'A' } })]));
    await list.showNew();
    expect([ids(), list.unmatchedCount()]).toEqual([['job-2'], 0]);
  });

  it('shows new jobs at once if no row can move, and counts them', async () => {
    api.jobs.mockResolvedValueOnce(page([]));
    await list.show(all);
    api.summary.mockClear();
    list.apply([job(2), job(3)]);
    expect([ids(), list.newCount()]).toEqual([['job-3', 'job-2'], 0]);
    expect(api.summary).toHaveBeenCalledTimes(1);
  });

  it('shows the later of two requests, whichever answer is first', async () => {
    const answerFirst = answers();
    api.jobs.mockResolvedValueOnce(page([job(5)]));
    const first = list.show(all);
    await list.show(fromParams({ q: 'x' }, null));
    answerFirst(page([job(1)]));
    await first;
    expect(ids()).toEqual(['job-5']);
  });

  it('applies changes that arrived during a read, since the answer may be older', async () => {
    const answer = answers();
    const shown = list.show(all);
    list.apply([job(1, { status: 'completed', last_seq: 20 }), job(9)]);
    list.apply([job(1, { last_seq: 15 })]);
    answer(page([job(2), job(1)], 'next'));
    await shown;
    expect([ids(), list.rows()[1]?.status, list.newCount()]).toEqual([['job-2', 'job-1'], 'completed', 1]);

    const answerMore = answers();
    const more = list.more();
    list.apply([job(0, { status: 'completed', last_seq: 30 })]);
    answerMore(page([job(0)]));
    await more;
    expect([ids(), list.rows()[2]?.status]).toEqual([['job-2', 'job-1', 'job-0'], 'completed']);
  });

  it('keeps a change that arrived while the shown rows were read again', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    const answer = answers();
    const shown = list.showNew();
    list.apply([job(1, { status: 'completed', last_seq: 20 })]);
    answer(page([job(1)]));
    await shown;
    expect(list.rows()[0]?.status).toBe('completed');
  });

  it('counts by the answer to the last request', async () => {
    api.jobs.mockResolvedValue(page([]));
    await list.show(all);
    let late!: (value: JobsSummary) => void;
    api.summary.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    const first = list.readSummary();
    api.summary.mockResolvedValueOnce({ ...summary, total: 4 });
    await list.readSummary();
    late({ ...summary, total: 3 });
    await first;
    expect(list.summary()?.total).toBe(4);
  });

  it("shows the server's error, and no rows or counts of another selection", async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    api.jobs.mockRejectedValueOnce(new ProblemError(503, 'Postgres does not answer.'));
    api.summary.mockRejectedValueOnce(new ProblemError(503, 'Postgres does not answer.'));
    await list.show(fromParams({ q: 'x' }, null));
    expect([list.status(), list.error(), ids()]).toEqual(['failed', 'Postgres does not answer.', []]);
    expect(list.summary()).toBeNull();
  });

  it('keeps its rows and counts if they cannot be read again', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.show(all);
    api.jobs.mockRejectedValueOnce(new ProblemError(503, 'away'));
    api.summary.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await list.show({ ...all });
    expect([list.error(), ids(), list.summary()?.total]).toEqual(['away', ['job-1'], 2]);
  });

  it('loads what it could not read as soon as the stream opens', async () => {
    api.jobs.mockRejectedValueOnce(new ProblemError(0, 'away'));
    api.summary.mockRejectedValueOnce(new ProblemError(0, 'away'));
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page([job(1)]));
    await list.catchUp();
    expect([list.status(), list.error(), ids(), list.summary()?.total]).toEqual(['ready', '', ['job-1'], 2]);
  });

  it('reads again after an answer that was on its way when the stream opened', async () => {
    const answer = answers();
    const shown = list.show(all);
    const caughtUp = list.catchUp();
    api.jobs.mockResolvedValueOnce(page([job(1, { status: 'completed', last_seq: 20 })]));
    answer(page([job(1)]));
    await Promise.all([shown, caughtUp]);
    expect(list.rows()[0]?.status).toBe('completed');
  });

  it('allows another request for the next page after a successful read', async () => {
    api.jobs.mockResolvedValueOnce(page([job(1)], 'next'));
    await list.show(all);
    api.jobs.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await list.more();
    expect(list.error()).toBe('away');
    api.jobs.mockResolvedValueOnce(page([job(1)], 'next'));
    await list.catchUp();
    expect(list.error()).toBe('');
  });

  it('catches up after the stream was away without moving a row', async () => {
    api.jobs.mockResolvedValueOnce(page([job(2), job(1)]));
    await list.show(all);
    api.jobs.mockResolvedValueOnce(page([job(3), job(2, { status: 'completed', last_seq: 20 }), job(1)]));
    await list.catchUp();
    expect([ids(), list.rows()[0]?.status, list.newCount()]).toEqual([['job-2', 'job-1'], 'completed', 1]);
  });

  it('reads as far down as before when a person returns', async () => {
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
