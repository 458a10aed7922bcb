import {
  ALL_LIFECYCLE,
  ALL_QUEUES,
  AttemptView,
  HistoryEntry,
  isLifecycle,
  JobListQuery,
  JobView,
  TaskView,
} from '@reprise/contracts';
import { elapsedMs } from '@reprise/contracts/durations';
import { selectTasks, TASK_SORTS, type TaskSelection } from '@reprise/contracts/select-tasks';
import { covers, eventsOf, MemoryEventLog, type LogEntry } from '@reprise/event-log';
import { fold, isOpen, waitingLine } from '@reprise/job';
import { startPostgres, type TestServer } from '@reprise/testing';
import { sql } from 'kysely';
import { z } from 'zod';
import { appendAll, emptyReadModel, entriesOf, projectAll } from '../testing/projection.ts';
import { historyThatEnds, jobIdOf, newSeed, randomHistory, unfinished } from '../testing/random-history.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { listAttempts } from './attempts/attempts.ts';
import { InvalidCursorError } from './cursor.ts';
import { countAttempts } from './attempts/count-attempts.ts';
import { historySince, listHistory } from './history.ts';
import { readJobState, readOpenJobs } from './jobs/job-state.ts';
import { listJobs } from './jobs/list-jobs.ts';
import { jobsChangedSince, readJob, readJobs } from './jobs/read-job.ts';
import { summarizeJobs } from './jobs/summarize-jobs.ts';
import { listTasks, readTasks } from './attempts/tasks.ts';

const seed = newSeed();
const log = new MemoryEventLog();
const ids = Array.from({ length: 82 }, (_, n) => jobIdOf(seed + Math.floor(n / 40), n % 40));
let postgres: TestServer;
let model: ReadModel;
let all: JobView[];

beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
  await appendAll(log, unfinished(randomHistory(seed, 40), 0.06));
  await appendAll(log, randomHistory(seed + 1, 40));
  await appendAll(log, historyThatEnds(seed + 2, ['failed'], ['failed', 'succeeded']));
  await projectAll(model, log);
  all = await readJobs(model, ids);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

const query = (wanted: z.input<typeof JobListQuery>) => JobListQuery.parse(wanted);

async function everyPage(wanted: z.input<typeof JobListQuery>): Promise<JobView[]> {
  const found: JobView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listJobs(model, query({ ...wanted, cursor }));
    expect(page.items.length).toBeLessThanOrEqual(query(wanted).limit);
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

describe('the list of jobs', () => {
  const compare = (a: string | null, b: string | null) => (a === b ? 0 : (a ?? '~') < (b ?? '~') ? -1 : 1);

  it.each(['created_at', 'completed_at', 'sample_name', 'status'] as const)(
    'contains every job once in the order of %s, over pages that end between equal keys',
    async (sort) => {
      const expected = [...all].sort((a, b) => compare(a[sort], b[sort]) || compare(a.job_id, b.job_id));
      for (const limit of [1, 7, 1000]) {
        expect(await everyPage({ sort, order: 'asc', limit })).toEqual(expected);
        expect(await everyPage({ sort, order: 'desc', limit })).toEqual(expected.toReversed());
      }
    },
  );

  it('filters by status, cause, pipeline, person and quality', async () => {
    const found = async (wanted: z.input<typeof JobListQuery>) =>
      (await everyPage(wanted)).map((job) => job.job_id).sort();
    const matching = (holds: (job: JobView) => boolean) =>
      all
        .filter(holds)
        .map((job) => job.job_id)
        .sort();
    expect(await found({ status: 'running,failed' })).toEqual(
      matching(({ status }) => status === 'running' || status === 'failed'),
    );
    expect(await found({ cause: 'cancelled' })).toEqual(matching(({ failure }) => failure?.cause === 'cancelled'));
    expect(await found({ status: 'pending,failed', cause: 'error' })).toEqual(
      matching(({ status, failure }) => status === 'pending' || failure?.cause === 'error'),
    );
    expect(await found({ pipeline: 'wgs', created_by: 'ada' })).toEqual(
      matching(({ pipeline, created_by }) => pipeline === 'wgs' && created_by === 'ada'),
    );
    const warned = matching(({ qc }) => qc?.verdict === 'warn');
    expect(await found({ qc: 'warn,fail' })).toEqual(warned);
    expect(warned).toEqual(matching(({ qc }) => qc !== null));
    expect(warned.length).toBeGreaterThanOrEqual(matching(({ status }) => status === 'completed').length);
  });

  it('filters by queue, runner, submission and duration, as the jobs show them', async () => {
    const found = async (wanted: z.input<typeof JobListQuery>) =>
      (await everyPage(wanted)).map((job) => job.job_id).sort();
    const matching = (holds: (job: JobView) => boolean) =>
      all
        .filter(holds)
        .map((job) => job.job_id)
        .sort();
    expect(await found({ queue: 'default' })).toEqual(matching(() => true));
    expect(await found({ queue: 'urgent' })).toEqual([]);
    const onRunner = matching(({ runner_id }) => runner_id === 'r1');
    expect(onRunner.length).toBeLessThan(all.length);
    expect(await found({ runner_id: 'r1' })).toEqual(onRunner);
    expect(await found({ runner_id: 'r2' })).toEqual([]);
    const [from, to] = [all[20]!, all[5]!].map(({ created_at }) => created_at).sort() as [string, string];
    const submitted = matching(({ created_at }) => created_at >= from && created_at <= to);
    expect(submitted.length).toBeGreaterThan(1);
    expect(await found({ from, to })).toEqual(submitted);
    const durations = all.flatMap((job) => elapsedMs(job, Date.now()) ?? []).sort((a, b) => a - b);
    const middle = durations[Math.floor(durations.length / 3)]!;
    const ran = (holds: (ms: number) => boolean) =>
      matching((job) => {
        const ms = elapsedMs(job, Date.now());
        return ms !== null && holds(ms);
      });
    expect(await found({ max_duration_ms: middle })).toEqual(ran((ms) => ms <= middle));
    expect(await found({ min_duration_ms: middle })).toEqual(ran((ms) => ms >= middle));
    expect(await found({ min_duration_ms: 0 })).toEqual(ran(() => true));
  });

  it('does not count pauses as time that a job has run', async () => {
    const job = all.find(({ status, started_at }) => status === 'running' && started_at !== null)!;
    const pause = { mode: 'freeze', since: new Date(Date.parse(job.started_at!) + 9000).toISOString() };
    const { state } = await readJobState(model, job.job_id);
    const change = (status: string, next: object) =>
      sql`update job set status = ${status}, state = ${JSON.stringify(next)}::jsonb
        where job_id = ${job.job_id}`.execute(fork(model).getKysely());
    await change('paused', { ...state, status: 'paused', pause, paused_ms: 4000 });
    const isFound = async (duration: z.input<typeof JobListQuery>) =>
      (await everyPage({ status: 'paused', ...duration })).length === 1;
    expect(await isFound({ min_duration_ms: 5000, max_duration_ms: 5000 })).toBe(true);
    expect(await isFound({ min_duration_ms: 5001 })).toBe(false);
    await change('running', state);
  });

  it('searches sample, job id, person and error message, and takes % and _ literally', async () => {
    const found = async (q: string) => (await everyPage({ q })).map((job) => job.job_id);
    expect(await found(ids[3]!.slice(9, 23).toUpperCase())).toEqual([ids[3]]);
    expect((await found('s1')).length).toBe(all.filter((job) => job.sample_name === 'S1').length);
    expect((await found('cancelled BY')).length).toBe(all.filter((job) => job.failure?.cause === 'cancelled').length);
    for (const q of ['%', '_', '\\', 'S%1']) expect(await found(q)).toEqual([]);
  });

  it('refuses a foreign cursor, and one of another order', async () => {
    const { next_cursor } = await listJobs(model, query({ limit: 1 }));
    const other = query({ limit: 1, sort: 'status', cursor: next_cursor! });
    await expect(async () => listJobs(model, other)).rejects.toThrow(InvalidCursorError);
    const place = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of ['', 'x', '!', place('created_at', 'desc', 'yesterday', ids[0]), place('created_at', 'desc')])
      await expect(async () => listJobs(model, query({ cursor }))).rejects.toThrow(InvalidCursorError);
  });

  it('counts what it lists, with cancelled jobs separate from failed ones', async () => {
    const summary = await summarizeJobs(model, { pipeline: 'wes' });
    const jobs = all.filter((job) => job.pipeline === 'wes');
    const of = (status: string) => jobs.filter((job) => job.status === status).length;
    const cancelled = jobs.filter((job) => job.failure?.cause === 'cancelled').length;
    expect(summary).toEqual({
      total: jobs.length,
      running: of('running'),
      pending: of('pending'),
      paused: 0,
      completed: of('completed'),
      failed: of('failed') - cancelled,
      cancelled,
    });
  });
});

describe('the counts within a filter by cause', () => {
  it('restrict the failed jobs, so that each number is that of a list with this status', async () => {
    const { failed: _, ...every } = await summarizeJobs(model, {});
    const { failed, ...others } = await summarizeJobs(model, { cause: ['killed'] });
    expect([failed, others]).toEqual([(await everyPage({ status: 'failed', cause: 'killed' })).length, every]);
  });
});

describe('the counts of all attempts', () => {
  it('include the status, the cause of failures, and whether they started', async () => {
    const attempts = (await Promise.all(ids.map((id) => listAttempts(model, id)))).flat();
    const counts = await countAttempts(model);
    const total = (read: (count: (typeof counts)[number]) => number) =>
      counts.reduce((sum, count) => sum + read(count), 0);
    expect(total(({ count }) => count)).toBe(attempts.length);
    expect(total(({ started }) => started)).toBe(attempts.filter(({ started_at }) => started_at !== null).length);
    for (const { status, cause, count } of counts) {
      const alike = attempts.filter(
        (attempt) => attempt.status === status && (attempt.failure?.cause ?? null) === cause,
      );
      expect([status, cause, count]).toEqual([status, cause, alike.length]);
    }
  });
});

describe('the view of one job', () => {
  it('matches the contract in every status', () => {
    for (const job of all) expect(JobView.parse(job)).toEqual(job);
    expect(new Set(all.map((job) => job.status))).toEqual(new Set(['pending', 'running', 'completed', 'failed']));
  });

  it('has the position in its queue that libs/job computes', async () => {
    const states = await Promise.all(ids.map(async (id) => (await readJobState(model, id)).state));
    const { queues } = await readOpenJobs(model);
    const queue = queues.find(({ name }) => name === 'default')!;
    const line = waitingLine('default', queue.state, states).map((job) => job.job_id);
    expect(line.length).toBeGreaterThan(2);
    for (const job of all) {
      const place = line.indexOf(job.job_id);
      expect(job.queue_position).toBe(place < 0 ? null : place + 1);
    }
  });

  it('states whether it can be resumed, or why not', async () => {
    const failed = all.find((job) => job.failure?.cause === 'error')!;
    expect(failed.resumable).toEqual({ possible: true, why: null, until: null });
    const gone = await readJob(model, failed.job_id, 'absent');
    expect(gone?.resumable).toMatchObject({ possible: false, why: expect.stringContaining('is gone') });
    expect(gone?.allowed_actions).not.toContain('resume');
  });

  it('has its submitter in the state, also if the state was stored without one', async () => {
    const [{ job_id, created_by }] = all as [JobView];
    const now = await readJobState(model, job_id);
    expect(now.state).toMatchObject({ submitted_by: created_by });
    const stored = sql`update job set state = state - 'submitted_by' where job_id = ${job_id}`;
    await stored.execute(fork(model).getKysely());
    expect(await readJobState(model, job_id)).toEqual(now);
    const restored = sql`update job set state = ${JSON.stringify(now.state)} where job_id = ${job_id}`;
    await restored.execute(fork(model).getKysely());
  });

  it('is null for an unknown job', async () => {
    expect(await readJob(model, jobIdOf(seed, -1))).toBeNull();
    expect(await readJobState(model, jobIdOf(seed, -1))).toEqual({ state: { status: 'unknown' }, life_seq: 0 });
  });

  it('lists those that changed since an event, the oldest change first', async () => {
    const { last_seq } = await log.head();
    const since = await jobsChangedSince(model, last_seq - 40);
    const expected = all.filter((job) => job.last_seq > last_seq - 40).sort((a, b) => a.last_seq - b.last_seq);
    expect(since).toEqual(expected);
  });
});

describe('the details of a job', () => {
  it('contain the whole history in pages, as it was appended', async () => {
    const events = (await eventsOf(log.read(`reprise.jobs.${ids[40]!}.>`))).map(({ seq, type, id, data }) => ({
      seq,
      type,
      id,
      data,
    }));
    const entries: HistoryEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await listHistory(model, ids[40]!, { limit: 4, cursor });
      entries.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(entries.map(({ seq, type, data }) => ({ seq, type, data }))).toEqual(events.map(({ id, ...rest }) => rest));
    for (const entry of entries) expect(HistoryEntry.parse(entry)).toEqual(entry);
    expect(await historySince(model, ids[40]!, entries[2]!.seq)).toEqual(entries.slice(3));
  });

  it('contain attempts and tasks as in the contract, tasks in the order in which they were first seen', async () => {
    const job = all.find(({ attempt, status }) => attempt === 2 && status === 'completed')!;
    const attempts = await listAttempts(model, job.job_id);
    expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'failed'],
      [2, 'succeeded'],
    ]);
    for (const attempt of attempts) expect(z.strictObject(AttemptView.shape).parse(attempt)).toEqual(attempt);
    const first = await listTasks(model, job.job_id, { attempt: 2, limit: 4 });
    const rest = await listTasks(model, job.job_id, { attempt: 2, limit: 4, cursor: first.next_cursor! });
    const tasks = [...first.items, ...rest.items];
    expect(tasks.map(({ hash }) => hash)).toEqual(['ab/0', 'ab/1', 'ab/2', 'ab/3', 'ab/4', 'ab/5']);
    expect(attempts[1]!.tasks_cached + attempts[1]!.tasks_run).toBe(6);
    for (const task of tasks) expect(z.strictObject(TaskView.shape).parse(task)).toEqual(task);
    const key = { job_id: job.job_id, attempt: 2, hash: 'ab/3' };
    expect(await readTasks(model, [key, { ...key, hash: 'none' }])).toEqual([{ ...tasks[3], job_id: job.job_id }]);
  });

  it('contain tasks by status, process and value, in pages as `selectTasks` orders them', async () => {
    const job = all.find(({ attempt, status }) => attempt === 2 && status === 'completed')!;
    const { items } = await listTasks(model, job.job_id);
    const [{ process, status }] = items as [TaskView];
    const selections: TaskSelection[] = [{ process }, { process: 'NONE' }, { status: [status] }, { status: [] }];
    for (const sort of TASK_SORTS) selections.push({ sort }, { sort, process, status: [status, 'failed'] });
    for (const selection of selections) {
      const found: TaskView[] = [];
      let cursor: string | undefined;
      do {
        const page = await listTasks(model, job.job_id, { ...selection, limit: 2, cursor });
        found.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect({ selection, found }).toEqual({ selection, found: selectTasks(items, selection) });
    }
  });

  it('continue a list of tasks that 0.2.0 began, and begin one that it continues', async () => {
    const job = all.find(({ attempt, status }) => attempt === 2 && status === 'completed')!;
    const { items } = await listTasks(model, job.job_id);
    const { next_cursor } = await listTasks(model, job.job_id, { limit: 2 });
    const place: unknown = JSON.parse(Buffer.from(next_cursor!, 'base64url').toString());
    expect(place).toEqual([expect.any(Number)]);
    const rest = await listTasks(model, job.job_id, { cursor: next_cursor! });
    expect(rest.items).toEqual(items.slice(2));
  });

  it('have no page of tasks in another order', async () => {
    const job = all.find(({ attempt, status }) => attempt === 2 && status === 'completed')!;
    const { next_cursor } = await listTasks(model, job.job_id, { sort: 'peak_rss', limit: 1 });
    const other = { sort: 'duration_ms', limit: 1, cursor: next_cursor! } as const;
    await expect(listTasks(model, job.job_id, other)).rejects.toThrow(
      'This cursor belongs to a list in another order.',
    );
  });
});

describe('the initial data of a runner', () => {
  it('contain every open job and every queue, as of the last projected event', async () => {
    const { as_of, last_event, stream_created, jobs, queues } = await readOpenJobs(model);
    const head = await log.head();
    expect(as_of).toBe(head.last_seq);
    const isReadable = ({ subject }: LogEntry) => [ALL_LIFECYCLE, ALL_QUEUES].some((filter) => covers(filter, subject));
    const { seq, envelope } = (await entriesOf(log)).findLast(isReadable)!;
    expect(last_event).toEqual({ seq, event_id: envelope!.id });
    expect(stream_created).toBe(head.created);
    const life = (await eventsOf(await entriesOf(log))).filter(isLifecycle);
    const states = ids.map((id) => fold(life.filter((event) => event.subject === id))).filter(isOpen);
    const byId = (a: { job_id: string }, b: { job_id: string }) => compareText(a.job_id, b.job_id);
    expect(jobs.map(({ state }) => state).sort(byId)).toEqual(states.sort(byId));
    expect(queues).toMatchObject([{ name: 'default', state: { limit: null, paused: false } }]);
  });
});

describe('the jobs of a user', () => {
  it("include those submitted through the user's tokens", async () => {
    const actors = ['user:u1', 'user:u1/token:t1', 'user:u10'];
    for (const [n, actor] of actors.entries())
      await sql`update job set created_by = ${actor} where job_id = ${ids[n]!}`.execute(fork(model).getKysely());
    const found = async (created_by: string) => (await everyPage({ created_by })).map(({ job_id }) => job_id).sort();
    expect(await found('user:u1')).toEqual([ids[0]!, ids[1]!].sort());
    expect(await found('user:u1/token:t1')).toEqual([ids[1]]);
    const named = async (...users: string[]) => {
      const { items } = await listJobs(model, { ...query({ q: 'no job has this text' }), named: users });
      return items.map(({ job_id }) => job_id);
    };
    expect([await named('u10', 'u2'), await named()]).toEqual([[ids[2]], []]);
  });
});

const compareText = (a: string, b: string) => (a < b ? -1 : 1);
