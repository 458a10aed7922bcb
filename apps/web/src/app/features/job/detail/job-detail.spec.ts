import { jest } from '@jest/globals';
import type { Api } from '../../../core/api/api.ts';
import { ProblemError } from '../../../core/problem.ts';
import { aCancelledJob, aJob, anAttempt, anEntry, aTask, JOB_ID } from '../../../testing/views.ts';
import { JobDetail } from './job-detail.ts';
import { settled } from '../../../testing/settled.ts';

describe('one job, kept current', () => {
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

  it('waits for the submit that led to it to be readable', async () => {
    await detail.load(42);
    expect(api.job).toHaveBeenCalledWith(JOB_ID, 42);
    expect(detail.status()).toBe('ready');
  });

  it('asks for nothing older when it reads again, as when the stream opens before that submit is in the tables', async () => {
    await detail.load(42);
    await detail.load();
    expect(api.job.mock.calls).toEqual([
      [JOB_ID, 42],
      [JOB_ID, 42],
    ]);
  });

  it('tells a job that is not there from one that could not be read', async () => {
    api.job.mockRejectedValueOnce(new ProblemError(404, 'There is no job x.'));
    await detail.load();
    expect([detail.status(), detail.error()]).toEqual(['missing', 'There is no job x.']);
    api.job.mockRejectedValueOnce(new ProblemError(0, 'The server could not be reached.'));
    await detail.load();
    expect(detail.status()).toBe('failed');
  });

  it('is read again once the server tells of it, where a busy one put the reading off', async () => {
    api.job.mockRejectedValueOnce(new ProblemError(503, 'Try again soon.'));
    await detail.load(42);
    expect(detail.status()).toBe('failed');
    detail.apply({ kind: 'job', job: aJob() });
    await settled();
    expect([detail.status(), detail.error()]).toEqual(['ready', '']);
    expect(api.job).toHaveBeenLastCalledWith(JOB_ID, 42);
  });

  it('keeps showing what it has when a later reading fails', async () => {
    await detail.load();
    api.job.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await detail.load();
    expect(detail.status()).toBe('ready');
  });

  it('takes changes of tasks by their hash, and only of the attempt that is shown', async () => {
    await detail.load();
    detail.apply({ kind: 'task', task: aTask({ status: 'failed' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'aa/bbbbbb' }) });
    detail.apply({ kind: 'task', task: aTask({ hash: 'cc/dddddd', attempt: 2 }) });
    expect(detail.tasks().map(({ hash, status }) => [hash, status])).toEqual([
      ['3e/9ac41f', 'failed'],
      ['aa/bbbbbb', 'completed'],
    ]);
  });

  it('does not show tasks that could not be read as none, and says why until they are', async () => {
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

  it('keeps the tasks it has where they cannot be read again', async () => {
    await detail.load();
    api.tasks.mockRejectedValueOnce(new ProblemError(503, 'away'));
    await detail.load();
    expect([detail.status(), detail.tasks().length, detail.tasksError()]).toEqual(['ready', 1, '']);
  });

  it('takes an event of the history once, in the order of the log', async () => {
    await detail.load();
    const [first, second] = [anEntry('submitted'), anEntry('attempt_claimed')];
    for (const entry of [second, first, second]) detail.apply({ kind: 'history', entry });
    expect(detail.history().map(({ type }) => type)).toEqual(['submitted', 'attempt_claimed']);
  });

  it('takes what it was told while tasks and history were on their way: the answers may have been made before', async () => {
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

  it('shows the attempts as the later of two readings told them', async () => {
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

  it('offers no resume again that a reading found impossible, until another attempt has failed', async () => {
    const why = 'Cannot resume: its work dir is gone. Rerun it instead. (/jobs/1/work)';
    const gone = { resumable: { possible: false, why, until: null }, allowed_actions: ['rerun' as const] };
    api.job.mockResolvedValue(aCancelledJob({ ...gone, last_seq: 20 }));
    await detail.load();
    detail.apply({ kind: 'job', job: aCancelledJob({ last_seq: 21 }) });
    expect(detail.job()).toMatchObject({ ...gone, last_seq: 21 });
    detail.apply({ kind: 'job', job: aCancelledJob({ attempt: 2, last_seq: 30 }) });
    expect(detail.job()?.allowed_actions).toContain('resume');
  });

  it('looks itself whether a job can be resumed that fails while it is shown, or whose resume is refused', async () => {
    jest.useFakeTimers();
    await detail.load();
    api.job.mockResolvedValue(aCancelledJob({ last_seq: 20, allowed_actions: ['rerun'] }));
    detail.apply({ kind: 'job', job: aCancelledJob({ last_seq: 20 }) });
    expect(detail.job()?.allowed_actions).toContain('resume');
    await jest.runAllTimersAsync();
    expect(detail.job()?.allowed_actions).toEqual(['rerun']);
  });

  it('moves on to a new attempt by itself, unless a person looks at another', async () => {
    await detail.load();
    detail.apply({ kind: 'job', job: aJob({ attempt: 2, last_seq: 20 }) });
    expect([detail.attempt(), detail.tasks()]).toEqual([2, []]);
    detail.chosen.set(1);
    detail.apply({ kind: 'job', job: aJob({ attempt: 3, last_seq: 30 }) });
    expect(detail.attempt()).toBe(1);
  });

  it('shows a past moment whole, whatever happens meanwhile, and the present again', async () => {
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

  it('tells only what had happened by a past moment, and keeps the rest for the way back', async () => {
    const entries = [anEntry('submitted'), anEntry('attempt_claimed'), anEntry('attempt_started')];
    api.history.mockResolvedValue(entries);
    await detail.show(entries[1]!.seq);
    expect([detail.shownHistory().length, detail.history().length]).toEqual([2, 3]);
  });

  it('shows the moment asked for last, in whatever order the answers come, and asks for each once', async () => {
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

  it('says where there is no such moment, and goes back to now', async () => {
    await detail.load();
    api.jobAsOf.mockRejectedValueOnce(new ProblemError(404, 'There is no event 999 yet: the last one is 12.'));
    await detail.show(999);
    expect([detail.status(), detail.error()]).toEqual(['missing', 'There is no event 999 yet: the last one is 12.']);
    await detail.show(null);
    expect(detail.status()).toBe('ready');
  });

  it('says that there is no moment that is no sequence', async () => {
    api.jobAsOf.mockRejectedValueOnce(new ProblemError(422, 'as_of must be a sequence.'));
    await detail.show(Number('abc'));
    expect([detail.status(), detail.error()]).toEqual(['missing', 'The address names no moment of this job.']);
  });

  it('drops a job that reads older than what it shows, and other jobs', async () => {
    await detail.load();
    detail.apply({ kind: 'job', job: aJob({ status: 'pending', last_seq: 9 }) });
    detail.apply({ kind: 'job', job: aJob({ job_id: 'other', status: 'pending', last_seq: 99 }) });
    expect(detail.job()?.status).toBe('running');
  });
});
