import { randomUUID } from 'node:crypto';
import { makeEvent } from '@reprise/event-log';
import type { HistoryEntry, JobIds, JobsSummary, JobView, Page, QcMetric, SheetSubmitted } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { BatchView, UsualValues } from '../contract/index.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\nC,./demo/S1\n';
async function submitSheet(body: object, headers: Record<string, string> = {}): Promise<SheetSubmitted> {
  const response = await gateway.post('/api/jobs/sheet', { pipeline: 'toy', text, ...body }, headers);
  expect(response.status).toBe(202);
  return (await response.json()) as SheetSubmitted;
}
const upToNow = async (path: string) =>
  `${path}${path.includes('?') ? '&' : '?'}min_seq=${String((await gateway.log.head()).last_seq)}`;
const read = async <T>(path: string) => gateway.get<T>(await upToNow(path));

/** Completes a job whose results have this mean depth. */
async function measured(jobId: string, value: number): Promise<void> {
  await gateway.runner.start(jobId);
  await reportQc(jobId, [{ ...METRIC, name: 'mean_depth', label: 'Mean depth', value }]);
  await gateway.runner.succeed(jobId);
}

const METRIC = { unit: null, verdict: 'warn' as const, warn: { below: 30 }, fail: null };

async function reportQc(jobId: string, metrics: readonly QcMetric[]): Promise<void> {
  const samples = [{ sample: 'A', verdict: 'warn' as const, metrics: [...metrics], charts: [] }];
  await gateway.log.append(
    makeEvent(
      { type: 'qc_measured', subject: jobId, data: { attempt: 1, verdict: 'warn', samples, complete: true } },
      {
        id: randomUUID(),
        time: new Date().toISOString(),
        actor: 'runner:runner-a',
        source: '/reprise/runner/runner-a',
        correlation_id: 'c',
        causation_id: 'c',
      },
    ),
  );
}

describe('a batch', () => {
  it('has the jobs of a sheet, and counts them by status until the last one has ended', async () => {
    const id = randomUUID();
    const { batch, results } = await submitSheet({ batch: { id, name: ' Plate 12 ' } });
    expect(batch).toEqual({ id, name: 'Plate 12' });
    const [first, second, third] = results.map(({ job_id }) => job_id!);
    await gateway.runner.start(first!);
    await gateway.runner.fail(first!);
    await gateway.runner.start(second!);
    await gateway.runner.succeed(second!);
    const job = await gateway.get<JobView>(`/api/jobs/${third!}`);
    expect(await read<BatchView>(`/api/batches/${id}`)).toEqual({
      batch_id: id,
      name: 'Plate 12',
      pipelines: ['toy'],
      jobs: { total: 3, running: 0, pending: 1, paused: 0, failed: 1, cancelled: 0, completed: 1 },
      created_at: expect.any(String) as string,
      created_by: job.created_by,
      completed_at: null,
    });
    await gateway.accepted(`/api/jobs/${third!}/cancel`);
    const ended = await read<BatchView>(`/api/batches/${id}`);
    expect(ended.jobs).toMatchObject({ pending: 0, failed: 1, cancelled: 1, completed: 1 });
    expect(ended.completed_at).toBe((await gateway.get<JobView>(`/api/jobs/${third!}`)).completed_at);
  });

  it('is in the events, the rows and the filters, and found by a part of its name', async () => {
    const id = randomUUID();
    const { results } = await submitSheet({ batch: { id, name: 'Exomes of November' } });
    const jobIds = results.map(({ job_id }) => job_id!);
    const batch = { id, name: 'Exomes of November' };
    const { items: history } = await read<Page<HistoryEntry>>(`/api/jobs/${jobIds[0]!}/history`);
    expect(history[0]).toMatchObject({ type: 'submitted', data: { batch } });
    const { items } = await read<Page<JobView>>(`/api/jobs?batch=${id.toUpperCase()}`);
    expect(items.map((job) => job.batch)).toEqual([batch, batch, batch]);
    expect((await read<Page<JobView>>('/api/jobs?q=of%20november')).items).toHaveLength(3);
    expect((await gateway.get<JobIds>(`/api/jobs/ids?batch=${id}`)).job_ids.toSorted()).toEqual(jobIds.toSorted());
    expect(await gateway.get<JobsSummary>(`/api/jobs/summary?batch=${id}`)).toMatchObject({ total: 3 });
    expect((await gateway.get<Page<JobView>>(`/api/jobs?batch=${randomUUID()}`)).items).toEqual([]);
  });

  it('is the same for two parts of a sheet with the same correlation id, and has a default name', async () => {
    const headers = { 'x-correlation-id': 'plate-13' };
    const first = await submitSheet({ batch: {} }, headers);
    const second = await submitSheet({ batch: {}, text: 'sample,input_dir\nD,./demo/S1\n' }, headers);
    expect(second.batch!.id).toBe(first.batch!.id);
    expect(first.batch!.name).toMatch(/^toy \d{4}-\d\d-\d\d$/);
    expect((await read<BatchView>(`/api/batches/${first.batch!.id}`)).jobs.total).toBe(4);
  });

  it('is the same for a sheet that is sent again with its idempotency key', async () => {
    const headers = { 'idempotency-key': 'plate-15' };
    const first = await submitSheet({ batch: {} }, headers);
    const again = await submitSheet({ batch: {}, text: `${text}D,./demo/S1\n` }, headers);
    expect(again.correlation_id).not.toBe(first.correlation_id);
    expect(again.batch!.id).toBe(first.batch!.id);
    expect(again.results.slice(0, 3)).toEqual(first.results);
    expect((await read<BatchView>(`/api/batches/${first.batch!.id}`)).jobs.total).toBe(4);
  });

  it('can be given with single jobs, and has the name that the first one was submitted with', async () => {
    const id = randomUUID();
    const submit = (name: string) =>
      gateway.accepted('/api/jobs', {
        pipeline: 'toy',
        sample_name: 'A',
        params: { input_dir: './demo/S1' },
        batch: { id, name },
      });
    await submit('Plate 14');
    await submit('Plate 14, repeated');
    expect(await read<BatchView>(`/api/batches/${id}`)).toMatchObject({ name: 'Plate 14', jobs: { total: 2 } });
  });

  it('is not made unless the submission has one', async () => {
    const { batch, results } = await submitSheet({});
    expect(batch).toBeUndefined();
    expect(await read<JobView>(`/api/jobs/${results[0]!.job_id!}`)).not.toHaveProperty('batch');
  });

  it.each([{ id: 'x' }, { name: ' ' }, { name: 'x'.repeat(101) }])('is refused as %j', async (batch) => {
    const problem = await problemOf(await gateway.post('/api/jobs/sheet', { pipeline: 'toy', text, batch }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: `batch.${Object.keys(batch)[0]!}` }] });
  });

  it('has a table of its jobs as CSV, with the figures of the API', async () => {
    const { batch, results } = await submitSheet({ batch: { name: 'Plate 15' } });
    const jobId = results[0]!.job_id!;
    await gateway.runner.start(jobId);
    await reportQc(jobId, [
      { ...METRIC, name: 'mean_depth', label: 'Mean depth', value: 21.5 },
      { ...METRIC, name: 'contamination', label: 'Contamination', value: null },
    ]);
    const { items } = await read<Page<JobView>>(`/api/jobs?batch=${batch!.id}&sort=sample_name&order=asc`);
    const response = await gateway.fetch(`/api/batches/${batch!.id}/jobs.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, first, second] = (await response.text()).split('\r\n').map((line) => line.split(','));
    expect(head).toEqual(
      'sample_name,job_id,status,cause,exit_code,step,attempt,duration_ms,qc,qc_outliers,ignored_failures,qc.mean_depth,qc.contamination'.split(
        ',',
      ),
    );
    expect(first!.slice(0, 3)).toEqual(['A', jobId, 'running']);
    expect(first!.slice(-5)).toEqual(['warn', '', '0', String(items[0]!.qc!.metrics[0]!.value), '']);
    expect(second!.slice(0, 3)).toEqual(['B', results[1]!.job_id!, 'pending']);
    expect(second!.slice(-4)).toEqual(['', '0', '', '']);
  });

  it('has outliers by the latest 200 completed jobs of its pipeline outside of it', async () => {
    const { batch: earlier, results } = await submitSheet({
      batch: { name: 'Earlier' },
      text: `sample,input_dir\n${Array.from({ length: 20 }, (_, n) => `E${String(n)},./demo/S1\n`).join('')}`,
    });
    for (const [n, { job_id }] of results.entries()) await measured(job_id!, 70 + n);
    const { batch, results: own } = await submitSheet({ batch: { name: 'Plate 16' } });
    await measured(own[0]!.job_id!, 20);
    await measured(own[1]!.job_id!, 75);
    const { pipelines } = await read<UsualValues>(`/api/batches/${batch!.id}/usual`);
    expect(pipelines).toMatchObject([
      { pipeline: 'toy', metrics: [{ name: 'mean_depth', jobs: 20, median: 79.5, upper: 79.5 + (3.5 * 5) / 0.6745 }] },
    ]);
    expect(pipelines[0]!.duration!.jobs).toBeGreaterThanOrEqual(20);
    // Of the batch with the twenty jobs itself, too few others remain.
    expect((await read<UsualValues>(`/api/batches/${earlier!.id}/usual`)).pipelines[0]!.metrics).toEqual([]);
    const table = await (await gateway.fetch(`/api/batches/${batch!.id}/jobs.csv`)).text();
    const outliers = table.split('\r\n').map((line) => line.split(',').at(-3));
    expect(outliers).toEqual(['qc_outliers', 'mean_depth', '', '', undefined]);
  });

  it('is unknown if no job has it', async () => {
    const id = randomUUID();
    expect(await problemOf(await gateway.fetch(`/api/batches/${id}`))).toMatchObject({
      status: 404,
      detail: `There is no batch ${id}.`,
    });
  });
});

describe('the list of batches', () => {
  it('has each batch once, newest first, in pages', async () => {
    const ids = ['1', '2', '3'].map(() => randomUUID());
    for (const [n, id] of ids.entries()) await submitSheet({ batch: { id, name: `Page ${String(n)}` } });
    const all: BatchView[] = [];
    let cursor: string | null = null;
    do {
      const next: Page<BatchView> = await read(`/api/batches?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      all.push(...next.items);
      cursor = next.next_cursor;
    } while (cursor !== null);
    expect(all.slice(0, 3).map(({ batch_id }) => batch_id)).toEqual(ids.toReversed());
    expect(new Set(all.map(({ batch_id }) => batch_id)).size).toBe(all.length);
    const madeUp = Buffer.from(JSON.stringify(['2026-02-30 00:00:00+00', ids[0]])).toString('base64url');
    for (const wrong of ['none', madeUp])
      expect((await problemOf(await gateway.fetch(`/api/batches?cursor=${wrong}`))).status).toBe(422);
  });
});
