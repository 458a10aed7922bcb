import { jest } from '@jest/globals';
import type { Api } from '../../../core/api/api.ts';
import { ProblemError } from '../../../core/problem.ts';
import { aCancelledJob, aJob, anAttempt, anEntry, aTask, JOB_ID } from '../../../testing/views.ts';
import { JobDetail } from './job-detail.ts';
import { settled } from '../../../testing/settled.ts';

describe('a job page with live updates', () => {
  const api = {
    job: jest.fn<Api['job']>(),
    attempts: jest.fn<Api['attempts']>(),
    history: jest.fn<Api['history']>(),
    tasks: jest.fn<Api['tasks']>(),
    pipeline: jest.fn<Api['pipeline']>(),
    jobAsOf: jest.fn<Api['jobAsOf']>(),
    attemptsAsOf: jest.fn<Api['attemptsAsOf']>(),
    tasksAsOf: jest.fn<Api['tasksAsOf']>(),
  };
  let detail: JobDetail;
  beforeEach(() => {
    jest.resetAllMocks();
    api.job.mockResolvedValue(aJob());
    api.attempts.mockResolvedValue({ items: [anAttempt()], next_cursor: null });
    api.history.mockResolvedValue([]);
    api.tasks.mockResolvedValue([aTask()]);
    api.jobAsOf.mockImplementation(async (_, seq) => aJob({ status: 'pending', last_seq: seq }));
    api.attemptsAsOf.mockResolvedValue({ items: [anAttempt({ status: 'pending' })], next_cursor: null });
    api.tasksAsOf.mockResolvedValue({ items: [], next_cursor: null });
    detail = new JobDetail(api, JOB_ID);
  });
  afterEach(() => {
    detail.dispose();
    jest.useRealTimers();
  });

  it('waits for the submission that led to it to be readable', async () => {
    await detail.load(42);
    expect(api.job).toHaveBeenCalledWith(JOB_ID, 42);
    expect(detail.status()).toBe('ready');
  });

  it('requires the same sequence when it reads again, as when the stream opens before that submission is in the tables', async () => {
    await detail.load(42);
    await detail.load();
    expect(api.job.mock.calls).toEqual([
      [JOB_ID, 42],
      [JOB_ID, 42],
    ]);
  });

  it('distinguishes a missing job from a failed read', async () => {
    api.job.mockRejectedValueOnce(new ProblemError(404, 'There is no job x.'));
    await detail.load();
    expect([detail.status(), detail.error()]).toEqual(['missing', 'There is no job x.']);
    api.job.mockRejectedValueOnce(new ProblemError(0, 'The server could not be reached.'));
    await detail.load();
    expect(detail.status()).toBe('failed');
  });

  it('is read again after a change from the server, if a busy server postponed the read', async () => {
    api.job.mockRejectedValueOnce(new ProblemError(503, 'Try again soon.'));
    await detail.load(42);
    expect(detail.status()).toBe('failed');
    detail.apply({ kind: 'job', job: aJob() });
    await settled();
    expect([detail.status(), detail.error()]).toEqual(['ready', '']);
    expect(api.job).toHaveBeenLastCalledWith(JOB_ID, 42);
  });

  it('keeps its content when a later read fails', async () => {
    await detail.load();
    api.job.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await detail.load();
    expect(detail.status()).toBe('ready');
  });

  it('applies changes of tasks by their hash, and only for the shown attempt', async () => {
    await detail.load();
    detail.apply({ kind: 'task', task: aTask({ status: 'failed' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'aa/bbbbbb' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'cc/dddddd', attempt: 2 }) });
    expect(detail.tasks().map(({ hash, status }) => [hash, status])).toEqual([
      ['3e/9ac41f', 'failed'],
      ['aa/bbbbbb', 'completed'],
    ]);
  });

  it('does not show unreadable tasks as none, and gives the reason until they are read', async () => {
    api.job.mockResolvedValue(aJob({ attempt: 2 }));
    await detail.load();
    api.tasks.mockRejectedValueOnce(new ProblemError(503, 'Postgres does not answer.'));
    detail.chosen.set(1);
    await detail.readTasks();
    expect([detail.tasksKnown(), detail.tasksError()]).toEqual([false, 'Postgres does not answer.']);
    detail.apply({ kind: 'task', task: aTask({ hash: 'aa/bbbbbb' }) });
    expect(detail.tasksKnown()).toBe(false);
    await detail.readTasks();
    expect([detail.tasksKnown(), detail.tasksError(), detail.tasks().length]).toEqual([true, '', 1]);
  });

  it('keeps its tasks if they cannot be read again', async () => {
    await detail.load();
    api.tasks.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await detail.load();
    expect([detail.status(), detail.tasks().length, detail.tasksError()]).toEqual(['ready', 1, '']);
  });

  it('applies an event of the history once, in the order of the log', async () => {
    await detail.load();
    const [first, second] = [anEntry('submitted'), anEntry('attempt_claimed')];
    for (const entry of [second, first, second]) detail.apply({ kind: 'history', entry });
    expect(detail.history().map(({ type }) => type)).toEqual(['submitted', 'attempt_claimed']);
  });

  it('applies changes that arrived during a read of tasks and history, since the answers may be older', async () => {
    const [first, second] = [anEntry('submitted'), anEntry('attempt_succeeded')];
    let answerTasks!: (tasks: ReturnType<typeof aTask>[]) => void;
    let answerHistory!: (entries: ReturnType<typeof anEntry>[]) => void;
    api.tasks.mockReturnValueOnce(new Promise((resolve) => (answerTasks = resolve)));
    api.history.mockReturnValueOnce(new Promise((resolve) => (answerHistory = resolve)));
    const loaded = detail.load();
    detail.apply({ kind: 'history', entry: second });
    await settled(); // the job is loaded, the rest is requested
    detail.apply({ kind: 'task', task: aTask({ status: 'completed' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'aa/bbbbbb' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'cc/dddddd', attempt: 2 }) });
    answerTasks([aTask({ status: 'running' })]);
    answerHistory([first]);
    await loaded;
    expect(detail.history().map(({ type }) => type)).toEqual(['submitted', 'attempt_succeeded']);
    expect(detail.tasks().map(({ hash, status }) => [hash, status])).toEqual([
      ['3e/9ac41f', 'completed'],
      ['aa/bbbbbb', 'completed'],
    ]);
  });

  it('shows attempts by the later of two reads', async () => {
    let late!: (page: Awaited<ReturnType<Api['attempts']>>) => void;
    api.attempts.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    const first = detail.load();
    await detail.load();
    late({ items: [], next_cursor: null });
    await first;
    expect(detail.attempts()).toHaveLength(1);
  });

  it('ends the attempt with the job, before its attempts are read again', async () => {
    const earlier = anAttempt({ status: 'failed' });
    const present = anAttempt({ attempt: 2 });
    api.job.mockResolvedValue(aJob({ attempt: 2 }));
    api.attempts.mockResolvedValue({ items: [earlier, present], next_cursor: null });
    await detail.load();
    detail.apply({ kind: 'job', job: aCancelledJob({ attempt: 2, last_seq: 20 }) });
    expect(detail.attempts().map(({ status }) => status)).toEqual(['failed', 'cancelled']);
    detail.apply({ kind: 'job', job: aJob({ attempt: 2, status: 'completed', last_seq: 21 }) });
    expect(detail.attempts().map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });

  it('offers no resume that a read found impossible, until another attempt has failed', async () => {
    const why = 'Cannot resume: its work dir is gone. Rerun it instead. (/jobs/1/work)';
    const gone = { resumable: { possible: false, why, until: null }, allowed_actions: ['rerun' as const] };
    api.job.mockResolvedValue(aCancelledJob({ ...gone, last_seq: 20 }));
    await detail.load();
    detail.apply({ kind: 'job', job: aCancelledJob({ last_seq: 21 }) });
    expect(detail.job()).toMatchObject({ ...gone, last_seq: 21 });
    detail.apply({ kind: 'job', job: aCancelledJob({ attempt: 2, last_seq: 30 }) });
    expect(detail.job()?.allowed_actions).toContain('resume');
  });

  it('checks whether a job can be resumed after it fails in view, or its resume is refused', async () => {
    jest.useFakeTimers();
    await detail.load();
    api.job.mockResolvedValue(aCancelledJob({ last_seq: 20, allowed_actions: ['rerun'] }));
    detail.apply({ kind: 'job', job: aCancelledJob({ last_seq: 20 }) });
    expect(detail.job()?.allowed_actions).toContain('resume');
    await jest.runAllTimersAsync();
    expect(detail.job()?.allowed_actions).toEqual(['rerun']);
  });

  it('moves on to a new attempt by itself, unless a person views another one', async () => {
    await detail.load();
    detail.apply({ kind: 'job', job: aJob({ attempt: 2, last_seq: 20 }) });
    expect([detail.attempt(), detail.tasks()]).toEqual([2, []]);
    detail.chosen.set(1);
    detail.apply({ kind: 'job', job: aJob({ attempt: 3, last_seq: 30 }) });
    expect(detail.attempt()).toBe(1);
  });

  it('shows a past moment completely, whatever happens in the meantime, and the present afterwards', async () => {
    await detail.load();
    await detail.show(4);
    detail.apply({ kind: 'job', job: aJob({ last_seq: 30, attempt: 2 }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'aa/bbbbbb' }) });
    expect([detail.snapshot()?.seq, detail.job()?.status, detail.attempts()[0]?.status, detail.tasks()]).toEqual([
      4,
      'pending',
      'pending',
      [],
    ]);
    await detail.show(null);
    expect([detail.snapshot(), detail.job()?.last_seq]).toEqual([null, 30]);
  });

  it('lists only events up to a past moment, and keeps later ones for the return', async () => {
    const entries = [anEntry('submitted'), anEntry('attempt_claimed'), anEntry('attempt_started')];
    api.history.mockResolvedValue(entries);
    await detail.show(entries[1]!.seq);
    expect([detail.shownHistory().length, detail.history().length]).toEqual([2, 3]);
  });

  it('shows the last selected moment, in any order of answers, and requests each once', async () => {
    await detail.load();
    let late!: (job: ReturnType<typeof aJob>) => void;
    api.jobAsOf.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    const first = detail.show(4);
    await detail.show(5);
    late(aJob());
    await first;
    expect(detail.snapshot()?.seq).toBe(5);
    await detail.show(4);
    await detail.show(5);
    expect(api.jobAsOf).toHaveBeenCalledTimes(2);
  });

  it('reports a missing moment, and returns to now', async () => {
    await detail.load();
    api.jobAsOf.mockRejectedValueOnce(new ProblemError(404, 'There is no event 999 yet: the last one is 12.'));
    await detail.show(999);
    expect([detail.status(), detail.error()]).toEqual(['missing', 'There is no event 999 yet: the last one is 12.']);
    await detail.show(null);
    expect(detail.status()).toBe('ready');
  });

  it('rejects a moment that is no sequence', async () => {
    api.jobAsOf.mockRejectedValueOnce(new ProblemError(422, 'as_of must be a sequence.'));
    await detail.show(Number('abc'));
    expect([detail.status(), detail.error()]).toEqual(['missing', 'The address names no moment of this job.']);
  });

  it('drops changes of other jobs and older ones of its own', async () => {
    await detail.load();
    detail.apply({ kind: 'job', job: aJob({ status: 'pending', last_seq: 9 }) });
    detail.apply({ kind: 'job', job: aJob({ job_id: 'other', status: 'pending', last_seq: 99 }) });
    expect(detail.job()?.status).toBe('running');
  });
});
