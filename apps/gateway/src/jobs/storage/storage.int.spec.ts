import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  cleanPlanSubject,
  DEFAULT_QUEUE,
  heartbeatSubject,
  queueFilter,
  sizesSubject,
  type CleanPreviews,
  type HistoryEntry,
  type JobView,
  type Page,
  type RetentionStep,
  type StorageView,
  type StoredJob,
} from '@reprise/contracts';
import { eventsOf } from '@reprise/event-log';
import { STORAGE } from '@reprise/event-log/testing';
import { eventually } from '../../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { Retention } from './retention/retention.ts';

const WORK_DIR_MS = 1;
const STRANGER = '01900000-0000-7000-8000-0000000000ff';

let servers: Servers;
let gateway: TestGateway;
let standby: TestGateway;
let nats: NatsConnection;
let ended: string;
let pinned: string;
let running: string;
/** A job whose rerun runs on different storage. */
let moved: string;
beforeAll(async () => {
  servers = await startServers();
  const retention = { workDirMs: WORK_DIR_MS, resultsMs: null, minFreeBytes: null };
  gateway = await TestGateway.start(servers, { retention });
  standby = await TestGateway.start(servers, { retention });
  // The tests apply the rules themselves.
  for (const { app } of [gateway, standby]) app.get(Retention).beforeApplicationShutdown();
  nats = await connect({ servers: servers.nats.url });
  const { runner } = gateway;
  const started = async () => {
    const { job_id } = await gateway.submit();
    await runner.start(job_id);
    return job_id;
  };
  ended = await started();
  await runner.fail(ended);
  pinned = await started();
  await runner.succeed(pinned);
  await gateway.accepted(`/api/jobs/${pinned}/pin`);
  running = await started();
  moved = await started();
  await runner.fail(moved);
  await gateway.accepted(`/api/jobs/${moved}/rerun`);
  await runner.start(moved, 2, { storage_id: 'storage-b' });
  await gateway.job(moved, (await gateway.log.head()).last_seq);
  answerAs(STORAGE);
  planAs(STORAGE);
  await eventually('the runner is heard', async () => {
    heartbeat();
    return (await gateway.get<StorageView>('/api/storage')).disks[0]?.free_bytes ?? null;
  });
});
afterAll(async () => {
  await nats.close();
  await standby.stop();
  await gateway.stop();
  await servers.stop();
});

const heartbeat = (more: { disk_full?: string | null } = {}) =>
  nats.publish(
    heartbeatSubject('runner-a'),
    JSON.stringify({
      pattern: heartbeatSubject('runner-a'),
      data: {
        runner_id: 'runner-a',
        storage_id: STORAGE,
        slots: 2,
        slots_taken: 0,
        nextflow_version: '24.10.0',
        holds_back: null,
        simulated: false,
        lease_ms: 600_000,
        ...more,
      },
    }),
  );

/** Answers like a runner that has measured three jobs. */
function answerAs(storageId: string): void {
  const measured_at = new Date().toISOString();
  const sizes = [
    { job_id: ended, results_bytes: 10, work_dir_bytes: 500, measured_at },
    { job_id: pinned, results_bytes: 1_000, work_dir_bytes: 2_000, other_disk_bytes: 1_500, measured_at },
    { job_id: moved, results_bytes: 3, work_dir_bytes: 40, measured_at },
  ];
  nats.subscribe(sizesSubject({ runner_id: 'runner-a', storage_id: storageId }), {
    callback: (_, message) => {
      const { id } = message.json<{ id: string }>();
      const response = { sizes, more: false, disk: { bytes: 1e12, free_bytes: 4e11 } };
      message.respond(JSON.stringify({ id, response, isDisposed: true }));
    },
  });
}

/** Answers like the runner whose folders would be cleaned. */
function planAs(storageId: string): void {
  nats.subscribe(cleanPlanSubject({ runner_id: 'runner-a', storage_id: storageId }), {
    callback: (_, message) => {
      const { id } = message.json<{ id: string }>();
      const paths = [{ path: '/w', files: 2, bytes: 500 }];
      const counted = { what: 'work_dir', paths, files: 2, bytes: 500, linked: 0, remote: null };
      const response = { ...counted, resume_possible: false, complete: true };
      message.respond(JSON.stringify({ id, response, isDisposed: true }));
    },
  });
}

describe('storage', () => {
  it('has totals by pipeline, person, age and runner', async () => {
    const view = await gateway.get<StorageView>('/api/storage');
    expect(view).toMatchObject({
      total: { jobs: 4, results_bytes: 1_013, work_dir_bytes: 2_540 },
      by_pipeline: [{ pipeline: 'toy', jobs: 4 }],
      disks: [{ runner_id: 'runner-a', alive: true, bytes: 1e12, free_bytes: 4e11, jobs: 4, work_dir_bytes: 1_040 }],
      not_measured: 2,
      rules: { work_dir_ms: WORK_DIR_MS, results_ms: null, min_free_bytes: null },
    });
    expect(view.by_age.map(({ age, jobs }) => [age, jobs])).toEqual([
      ['in_use', 2],
      ['week', 2],
    ]);
  });

  it('lists the jobs with the most bytes first', async () => {
    const { items } = await gateway.get<Page<StoredJob>>('/api/storage/jobs');
    expect(items.map(({ job_id }) => job_id)).toEqual([pinned, ended, moved, running, moved]);
    expect(items).toMatchObject([
      { pinned: true, other_disk_bytes: 1_500, cause: null },
      { work_dir_bytes: 500, left: null, status: 'failed', cause: 'error' },
      { storage_id: STORAGE, left: 'to_delete', work_dir_bytes: 40 },
      { measured_at: null, completed_at: null },
      { storage_id: 'storage-b', left: null, work_dir_bytes: null },
    ]);
    const ofLatest = await gateway.get<Page<StoredJob>>('/api/storage/jobs?left=false');
    expect(ofLatest.items.map(({ job_id }) => job_id)).toEqual([pinned, ended, running, moved]);
  });

  it('states until when a job can be resumed', async () => {
    const { resumable, completed_at } = await gateway.get<JobView>(`/api/jobs/${ended}`);
    expect(Date.parse(resumable.until!)).toBe(Date.parse(completed_at!) + WORK_DIR_MS);
  });

  it('shows what rules other than the current ones would free', async () => {
    const planned = async (rules: string) =>
      (await gateway.get<Page<RetentionStep>>(`/api/storage/retention/preview?${rules}`)).items.map(
        ({ job, what, bytes }) => [job.job_id, what, bytes],
      );
    expect(await planned('work_dir_days=1')).toEqual([]);
    expect(await planned('results_days=0.00000001')).toEqual([[ended, 'results', 10]]);
    expect(await planned('min_free_bytes=900000000000')).toEqual([[ended, 'work_dir', 500]]);
  });

  it('previews what a clean of many jobs would delete, and which jobs refuse it', async () => {
    const body = { job_ids: [ended, pinned, running, moved, STRANGER], what: 'work_dir' };
    const answer = await gateway.post('/api/jobs/bulk/clean/preview', body);
    const { items } = (await answer.json()) as CleanPreviews;
    expect(items.map(({ refusal, preview }) => refusal ?? preview?.bytes ?? null)).toEqual([
      500,
      'Cannot clean: this job is pinned. Unpin it first.',
      'Cannot clean job with status: running',
      'Cannot clean job with status: running',
      'There is no such job.',
    ]);
    expect(items[0]?.preview?.paths).toEqual([{ path: '/w', files: 2, bytes: 500 }]);
  });

  it('is freed by the retention rules as in their dry run, and once although two gateways apply them', async () => {
    const { items } = await gateway.get<Page<RetentionStep>>('/api/storage/retention/preview');
    expect(items.map(({ job: { job_id }, what, bytes }) => [job_id, what, bytes])).toEqual([[ended, 'work_dir', 500]]);
    await Promise.all([gateway, standby].map((each) => each.app.get(Retention).run()));
    await gateway.app.get(Retention).run();
    const { last_seq } = await gateway.log.head();
    const job = await gateway.job(ended, last_seq);
    expect(job).toMatchObject({ pending_action: 'cleaning', resumable: { possible: false } });
    const history = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${ended}/history`);
    expect(history.items.filter(({ type }) => type === 'clean_requested')).toMatchObject([
      { actor: 'gateway', data: { what: 'work_dir', rule: expect.stringMatching(/^retention: work dirs after /) } },
    ]);
  });

  it('retries a failed clean only after a day, and lists the leftovers', async () => {
    const { runner, log, app } = gateway;
    await runner.failClean(ended);
    const { last_seq } = await log.head();
    await gateway.job(ended, last_seq);
    await app.get(Retention).run();
    expect((await log.head()).last_seq).toBe(last_seq);
    const { items } = await gateway.get<Page<StoredJob>>('/api/storage/jobs');
    const failed = { cleaning: false, work_dir_cleaned: false, clean_failed_at: expect.any(String) as string };
    expect(items.find(({ job_id }) => job_id === ended)).toMatchObject(failed);
  });

  it("includes the files that a rerun left on another runner, and rules delete them after the job's end", async () => {
    const { runner, log, app } = gateway;
    const left = async () => (await gateway.get<Page<StoredJob>>('/api/storage/jobs?left=true')).items;
    expect(await left()).toMatchObject([{ job_id: moved, storage_id: STORAGE, completed_at: null }]);
    await gateway.job(moved, await runner.fail(moved, 2));
    const preview = await gateway.get<Page<RetentionStep>>('/api/storage/retention/preview');
    expect(preview.items).toMatchObject([
      {
        job: { job_id: moved, left: 'to_delete' },
        what: 'all',
        bytes: 43,
        rule: expect.stringMatching(/left by a rerun/),
      },
    ]);
    await app.get(Retention).run();
    const job = await gateway.job(moved, (await log.head()).last_seq);
    expect(job).toMatchObject({ pending_action: 'cleaning', resumable: { possible: true } });
    expect(await left()).toMatchObject([{ cleaning: true }]);
    const history = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${moved}/history`);
    expect(history.items.at(-1)).toMatchObject({ type: 'clean_requested', data: { storage_id: STORAGE } });
    await runner.clean(moved, 2);
    await gateway.job(moved, (await log.head()).last_seq);
    expect(await left()).toEqual([]);
    const after = await gateway.get<Page<StoredJob>>('/api/storage/jobs');
    expect(after.items.filter(({ job_id }) => job_id === moved)).toMatchObject([{ left: null, cleaning: false }]);
  });

  it('previews the clean of a job without its files while its runner does not answer', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id, 1, { storage_id: 'storage-c' });
    await gateway.job(job_id, await gateway.runner.fail(job_id));
    const answer = await gateway.post('/api/jobs/bulk/clean/preview', { job_ids: [job_id], what: 'work_dir' });
    expect(await answer.json()).toEqual({ items: [{ job_id, refusal: null, preview: null }] });
    expect((await gateway.fetch(`/api/jobs/${job_id}/clean/preview?what=work_dir`)).status).toBe(503);
  });

  it('pauses the queues with a reason while no runner has disk space, and resumes them afterwards', async () => {
    const reported = async () =>
      (await eventsOf(gateway.log.read(queueFilter(DEFAULT_QUEUE))))
        .filter(({ type }) => type === 'queue_paused' || type === 'queue_resumed')
        .map(({ type, actor, data }) => ({ type, actor, ...data }));
    const full = 'Only 26 MiB free under /data/jobs; 32 MiB are kept in reserve.';
    heartbeat({ disk_full: full });
    await eventually('the queue is paused', async () => ((await reported()).length > 0 ? true : null));
    heartbeat({ disk_full: null });
    await eventually('the queue is resumed', async () => ((await reported()).length > 1 ? true : null));
    expect(await reported()).toEqual([
      { type: 'queue_paused', actor: 'gateway', reason: full, cause: 'disk_full' },
      { type: 'queue_resumed', actor: 'gateway', reason: 'There is room on a disk again.', cause: 'disk_full' },
    ]);
  });
});
