import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  type AttemptView,
  heartbeatSubject,
  type HistoryEntry,
  type JobIds,
  type JobsSummary,
  type JobView,
  OPEN_JOBS,
  type Page,
  type PipelineList,
  type ProjectionView,
  type RunnerView,
  type TaskView,
} from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import { STORAGE } from '@reprise/event-log/testing';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { eventually } from '../../testing/eventually.ts';

let servers: Servers;
let gateway: TestGateway;
let nats: NatsConnection;
let pending: string;
let running: string;
let completed: string;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  nats = await connect({ servers: servers.nats.url });
  const { runner } = gateway;
  completed = (await gateway.submit()).job_id;
  await runner.start(completed);
  await runner.task(completed, 'task_completed');
  await runner.succeed(completed);
  running = (await gateway.submit()).job_id;
  await runner.start(running);
  pending = (await gateway.submit()).job_id;
  await caughtUp();
});
afterAll(async () => {
  await nats.close();
  await gateway.stop();
  await servers.stop();
});

const caughtUp = async () => gateway.get(`/api/jobs?min_seq=${String((await gateway.log.head()).last_seq)}`);

describe('lists', () => {
  it('filter, and continue after the end of a page', async () => {
    const names = async (query: string) =>
      (await gateway.get<Page<JobView>>(`/api/jobs?${query}`)).items.map(({ job_id }) => job_id);
    expect(await names('status=running,pending&order=asc')).toEqual([running, pending]);
    expect(await names('status=running&status=completed&order=asc')).toEqual([completed, running]);
    const first = await gateway.get<Page<JobView>>('/api/jobs?limit=2');
    const second = await gateway.get<Page<JobView>>(`/api/jobs?limit=2&cursor=${String(first.next_cursor)}`);
    expect([...first.items, ...second.items].map(({ job_id }) => job_id)).toEqual([pending, running, completed]);
    expect(second.next_cursor).toBeNull();
  });

  it('filter and count by queue, runner, submission and duration', async () => {
    const { created_at, runner_id } = await gateway.job(running);
    const found = async (query: string) => ({
      ids: (await gateway.get<Page<JobView>>(`/api/jobs?order=asc&${query}`)).items.map(({ job_id }) => job_id),
      total: (await gateway.get<JobsSummary>(`/api/jobs/summary?${query}`)).total,
      chosen: (await gateway.get<JobIds>(`/api/jobs/ids?${query}`)).job_ids,
    });
    const all = (...ids: string[]) => ({ ids, total: ids.length, chosen: ids });
    expect(await found('queue=default')).toEqual(all(completed, running, pending));
    expect(await found('queue=urgent')).toEqual(all());
    expect(await found(`runner_id=${String(runner_id)}`)).toEqual(all(completed, running));
    expect(await found(`from=${created_at}&to=${created_at}`)).toEqual(all(running));
    expect(await found('min_duration_ms=0')).toEqual(all(completed, running));
    expect(await found('min_duration_ms=86400000')).toEqual(all());
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', 'to'],
    ['min_duration_ms=-1', 'min_duration_ms'],
    ['min_duration_ms=1h', 'min_duration_ms'],
    ['min_duration_ms=2000&max_duration_ms=1000', 'max_duration_ms'],
    ['queue=A', 'queue'],
    ['runner_id=a%20b', 'runner_id'],
    ['cause=bored', 'cause.0'],
  ])('reject %s', async (query, field) => {
    for (const list of ['', '/summary', '/ids']) {
      const problem = await problemOf(await gateway.fetch(`/api/jobs${list}?${query}`));
      expect([list, problem]).toMatchObject([list, { status: 422, errors: [{ field }] }]);
    }
  });

  it('accept a limit and a cursor also where they are usually complete', async () => {
    const { last_seq } = await gateway.job(completed);
    const lists = [
      ...['pipelines', 'runners', 'webhooks', 'audit/actors'],
      ...['attempts', 'files', 'tasks'].map((list) => `jobs/${completed}/${list}`),
      ...['attempts', 'tasks'].map((list) => `jobs/${completed}/${list}?as_of=${last_seq}`),
    ];
    for (const list of lists) {
      const path = `/api/${list}${list.includes('?') ? '&' : '?'}`;
      const whole = await gateway.get<Page<unknown>>(path);
      const parts: unknown[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<unknown> = await gateway.get(`${path}limit=1${cursor ? `&cursor=${cursor}` : ''}`);
        expect([list, page.items.length]).toEqual([list, Math.min(1, whole.items.length)]);
        parts.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      expect([list, parts]).toEqual([list, whole.items]);
      expect([list, whole.next_cursor]).toEqual([list, null]);
      for (const wrong of ['limit=0', 'limit=1001', 'cursor=made-up'])
        expect([list, wrong, (await gateway.fetch(path + wrong)).status]).toEqual([list, wrong, 422]);
    }
  });

  it('have totals for the tiles', async () => {
    expect(await gateway.get<JobsSummary>('/api/jobs/summary')).toMatchObject({
      total: 3,
      running: 1,
      pending: 1,
      completed: 1,
      failed: 0,
    });
  });

  it('contain the attempts and tasks of one job', async () => {
    const attempts = await gateway.get<Page<AttemptView>>(`/api/jobs/${completed}/attempts`);
    expect(attempts.items).toMatchObject([{ attempt: 1, status: 'succeeded', tasks_run: 1 }]);
    const tasks = await gateway.get<Page<TaskView>>(`/api/jobs/${completed}/tasks?attempt=1`);
    expect(tasks.items).toMatchObject([{ hash: 'ab/cdef12', status: 'completed', step: 'Alignment' }]);
  });

  it('contain the tasks of one job by status and process, now and as of an event', async () => {
    const { last_seq } = await gateway.get<JobView>(`/api/jobs/${completed}`);
    const hashesOf = async (query: string) =>
      (await gateway.get<Page<TaskView>>(`/api/jobs/${completed}/tasks?${query}`)).items.map(({ hash }) => hash);
    for (const at of ['', `&as_of=${String(last_seq)}`]) {
      expect(await hashesOf(`status=completed,failed&sort=peak_rss${at}`)).toEqual(['ab/cdef12']);
      expect(await hashesOf(`status=failed&status=retried${at}`)).toEqual([]);
      expect(await hashesOf(`process=NONE${at}`)).toEqual([]);
    }
    const wrong = await problemOf(await gateway.fetch(`/api/jobs/${completed}/tasks?sort=name`));
    expect(wrong).toMatchObject({ status: 422 });
  });

  it('answer 404 for an unknown job', async () => {
    for (const list of ['', '/history', '/attempts', '/tasks', '/files', '/log'])
      expect(
        await problemOf(await gateway.fetch(`/api/jobs/0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90${list}`)),
      ).toMatchObject({
        status: 404,
        detail: 'There is no job 0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90.',
      });
  });
});

describe('a read of one’s own write', () => {
  it('waits until the write is readable', async () => {
    const { job_id, seq } = await gateway.submit();
    expect((await gateway.job(job_id, seq)).last_seq).toBe(seq);
    await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    await caughtUp();
  });

  it('is refused when the write does not exist', async () => {
    expect(await problemOf(await gateway.fetch('/api/jobs?min_seq=999999'))).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/^min_seq: the log ends at \d+$/) as string,
    });
  });

  it('rejects on every route a value that is no sequence', async () => {
    for (const path of ['jobs', 'jobs/summary', `jobs/${running}`, `jobs/${running}/log`, 'audit', 'runners'])
      for (const wrong of ['1e9', '', '-1', '1.5', '0x10', '1&min_seq=2', '9007199254740993'])
        expect([path, wrong, (await gateway.fetch(`/api/${path}?min_seq=${wrong}`)).status]).toEqual([
          path,
          wrong,
          422,
        ]);
  });
});

describe('pipelines', () => {
  it('are listed with absolute paths and schema, and broken ones with file, field and reason', async () => {
    const { items, broken } = await gateway.get<PipelineList>('/api/pipelines');
    expect(items).toMatchObject([
      {
        name: 'toy',
        title: 'toy',
        params: { depth: 30 },
        schema: { properties: { depth: { minimum: 1 } } },
      },
    ]);
    expect(broken).toEqual([
      {
        file: `${gateway.folder}/pipelines/broken/reprise.json`,
        field: 'script',
        reason: expect.any(String) as string,
      },
    ]);
  });
});

describe('a past moment of a job', () => {
  const past = (asOf: number | string) => `/api/jobs/${completed}?as_of=${asOf}`;

  it('shows the job as it was, without actions', async () => {
    const [first] = (await gateway.get<Page<HistoryEntry>>(`/api/jobs/${completed}/history`)).items;
    const then = await gateway.get<JobView>(past(first!.seq));
    expect(then).toMatchObject({ status: 'pending', allowed_actions: [], last_seq: first!.seq });
    expect((await gateway.get<Page<TaskView>>(`/api/jobs/${completed}/tasks?as_of=${first!.seq}`)).items).toEqual([]);
  });

  it('is not found in the future or before the job', async () => {
    const { last_seq } = await gateway.log.head();
    const problem = await problemOf(await gateway.fetch(past(last_seq + 1000)));
    expect([problem.status, problem.detail]).toEqual([
      404,
      expect.stringMatching(new RegExp(`^There is no event ${last_seq + 1000} yet: the last one is \\d+\\.$`)),
    ]);
    const [first] = (await gateway.get<Page<HistoryEntry>>(`/api/jobs/${pending}/history`)).items;
    const before = `/api/jobs/${pending}?as_of=${first!.seq - 1}`;
    expect(await problemOf(await gateway.fetch(before))).toMatchObject({ status: 404 });
    expect(await problemOf(await gateway.fetch(past('noon')))).toMatchObject({
      status: 422,
      errors: [{ field: 'as_of' }],
    });
  });
});

describe('runners', () => {
  it('are discovered by their heartbeats', async () => {
    const beat = {
      runner_id: 'runner-a',
      storage_id: STORAGE,
      slots: 2,
      slots_taken: 1,
      nextflow_version: '24.10.0',
      holds_back: null,
      simulated: false,
      lease_ms: 600_000,
    };
    nats.publish(heartbeatSubject('runner-a'), JSON.stringify({ pattern: 'heartbeat', data: beat }));
    const { items } = await eventually('the heartbeat is heard', async () => {
      const page = await gateway.get<Page<RunnerView>>('/api/runners');
      return page.items.length ? page : null;
    });
    expect(items).toMatchObject([{ runner_id: 'runner-a', alive: true, slots: 2 }]);
    const figures = await (await gateway.fetch('/metrics')).text();
    expect(figures).toContain('reprise_runners_alive 1');
    expect(figures).toContain('reprise_runner_slots 2');
  });

  it('receive the open jobs as of one sequence at their start', async () => {
    const answer = await nats.request(OPEN_JOBS, JSON.stringify({ id: '1', pattern: OPEN_JOBS, data: {} }), {
      timeout: 30_000,
    });
    const { response } = answer.json<{ response: OpenJobs }>();
    const open = new Map(
      response.jobs.map(({ state, life_seq }) => [state.job_id, { status: state.status, life_seq }]),
    );
    expect(open.get(pending)).toMatchObject({ status: 'pending' });
    expect(open.get(running)).toMatchObject({ status: 'running' });
    expect(open.has(completed)).toBe(false);
    expect(response.as_of).toBeGreaterThanOrEqual(open.get(pending)!.life_seq);
  });
});

describe('the state of the projection', () => {
  it('is available to the page', async () => {
    const { last_seq } = await gateway.log.head();
    const view = await eventually('the head is seen, and in the tables', async () => {
      const now = await gateway.get<ProjectionView>('/api/projection');
      return now.head === last_seq && now.last_seq === last_seq ? now : null;
    });
    expect(view).toMatchObject({ state: 'following', last_seq, lag: 0, lag_ms: 0, problem: null, last_rebuild: null });
  });

  it('is available to Prometheus', async () => {
    const figures = await (await gateway.fetch('/metrics')).text();
    expect(figures).toMatch(
      /reprise_http_request_duration_seconds_count\{method="POST",route="\/api\/jobs",status="202"\} [1-9]/,
    );
    expect(figures).toMatch(/reprise_commands_total\{command="submit",outcome="accepted"\} [1-9]/);
    expect(figures).toContain('reprise_jobs{status="completed"} 1');
    expect(figures).toContain('reprise_attempts_running 1');
    expect(figures).toContain('reprise_attempts_started_total 2');
    expect(figures).toContain('reprise_attempts_ended_total{outcome="succeeded",cause=""} 1');
    expect(figures).toContain('reprise_attempts_ended_total{outcome="failed",cause="runner_lost"} 0');
    expect(figures).not.toContain(completed);
  });
});

describe('a read after a command', () => {
  it('contains it without a minimum sequence: in the job, its history, the list and the audit', async () => {
    const { job_id } = await gateway.submit();
    expect(await gateway.get(`/api/jobs/${job_id}`)).toMatchObject({ status: 'pending' });
    await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    const [jobs, audit] = await Promise.all([
      gateway.get<Page<JobView>>('/api/jobs?limit=1'),
      gateway.get<Page<HistoryEntry>>('/api/audit?limit=1'),
    ]);
    expect(jobs.items).toMatchObject([{ job_id, status: 'failed' }]);
    expect(audit.items).toMatchObject([{ type: 'attempt_cancelled' }]);
    await gateway.post(`/api/jobs/${job_id}/cancel`);
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id}/history`);
    expect(items.at(-1)).toMatchObject({ type: 'cancel_refused' });
  });
});
