import { randomUUID } from 'node:crypto';
import type { AuditEntry, JobIds, Page, QueueView } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { BulkResult, BulkView } from '../contract/index.ts';
import { BulkRuns } from './bulk-runs.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: ['rerun'] });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const send = (body: object, headers: Record<string, string> = {}, to = gateway) =>
  to.post('/api/jobs/bulk', body, headers);
async function sent(body: object, headers: Record<string, string> = {}, to = gateway): Promise<BulkView> {
  const response = await send(body, headers, to);
  if (response.status !== 202) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as BulkView;
}
const finished = ({ bulk_id }: BulkView, by = gateway) =>
  waitUntil(
    async () => {
      const bulk = await by.get<BulkView>(`/api/jobs/bulk/${bulk_id}`);
      return bulk.finished_at !== null && bulk;
    },
    { what: 'the command to many jobs is done', every: 50 },
  );
const resultsOf = async ({ bulk_id }: BulkView, query = '', by = gateway) =>
  (await by.get<Page<BulkResult>>(`/api/jobs/bulk/${bulk_id}/results?limit=1000${query}`)).items;

/** More than a page of jobs, and more than are sent concurrently. */
const MANY = 120;

/** Submits jobs and waits until they can be read. */
async function submitMany(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, i) => `M${String(i)},./demo/S1`);
  const answers = [];
  for (let from = 0; from < count; from += 500) {
    const text = ['sample,input_dir', ...rows.slice(from, from + 500)].join('\n');
    const response = await gateway.post('/api/jobs/sheet', { pipeline: 'toy', text });
    answers.push((await response.json()) as { results: { job_id: string; seq: number }[] });
  }
  const results = answers.flatMap((answer) => answer.results);
  await gateway.job(results.at(-1)!.job_id, results.at(-1)!.seq);
  return results.map(({ job_id }) => job_id);
}

describe('one command to many jobs over HTTP', () => {
  it('returns the answer of a single command for each job, with one reason and one correlation id', async () => {
    const [a, b, c] = (await submitMany(3)) as [string, string, string];
    const { seq } = await gateway.accepted(`/api/jobs/${b}/cancel`);
    await gateway.job(b, seq);
    const unknown = randomUUID();
    const correlation = randomUUID();
    const bulk = await sent(
      { command: 'cancel', job_ids: [a, b, c, unknown], body: { reason: 'wrong reference' } },
      { 'x-correlation-id': correlation },
    );
    expect(await finished(bulk)).toMatchObject({
      command: 'cancel',
      reason: 'wrong reference',
      actor: 'admin',
      correlation_id: correlation,
      total: 4,
      accepted: 2,
      refused: 2,
      failed: 0,
    });
    const results = await resultsOf(bulk);
    expect(results).toHaveLength(4);
    expect(results.slice(0, 2)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          job_id: b,
          sample_name: 'M1',
          outcome: 'refused',
          status: 400,
          detail: 'Cannot cancel job with status: cancelled',
        }),
        expect.objectContaining({ job_id: unknown, sample_name: null, outcome: 'refused', status: 404 }),
      ]),
    );
    expect((await resultsOf(bulk, '&outcome=accepted')).map(({ job_id }) => job_id).sort()).toEqual([a, c].sort());

    const { last_seq } = await gateway.log.head();
    const audit = await gateway.get<Page<AuditEntry>>(
      `/api/audit?correlation_id=${correlation}&events=commands&min_seq=${String(last_seq)}`,
    );
    expect(audit.items.map(({ job_id, type, reason }) => [job_id, type, reason]).sort()).toEqual(
      [
        [a, 'cancel_requested', 'wrong reference'],
        [b, 'cancel_refused', 'wrong reference'],
        [c, 'cancel_requested', 'wrong reference'],
      ].sort(),
    );
  });

  it('cancels each matching job once, also more than a page has', async () => {
    const ids = await submitMany(MANY);
    const { job_ids, allowing } = await gateway.get<JobIds>('/api/jobs/ids?status=pending&q=M');
    expect(job_ids).toEqual(ids);
    expect(allowing.cancel).toBe(MANY);
    expect(allowing).not.toHaveProperty('resume');
    const bulk = await sent({ command: 'cancel', job_ids, filter: { status: 'pending', q: 'M' } });
    expect(await finished(bulk)).toMatchObject({ total: MANY, accepted: MANY, refused: 0, failed: 0 });
    const { last_seq } = await gateway.log.head();
    const page = await gateway.get<Page<AuditEntry>>(
      `/api/audit?correlation_id=${bulk.correlation_id}&command=cancel&limit=1000&min_seq=${String(last_seq)}`,
    );
    expect(new Set(page.items.map(({ job_id }) => job_id))).toEqual(new Set(ids));
    expect(page.items).toHaveLength(MANY);
  });

  it('affects exactly the confirmed jobs if the list has changed', async () => {
    const [stays, leaves] = (await submitMany(2)) as [string, string];
    const { job_ids } = await gateway.get<JobIds>('/api/jobs/ids?status=pending');
    expect(job_ids).toEqual([stays, leaves]);
    await gateway.runner.start(leaves);
    const [comes] = (await submitMany(1)) as [string];
    await gateway.job(comes, (await gateway.log.head()).last_seq);
    const bulk = await sent({ command: 'cancel', job_ids, filter: { status: ['pending'] } });
    expect(await finished(bulk)).toMatchObject({ total: 2, accepted: 1, refused: 1 });
    expect(await resultsOf(bulk, '&outcome=refused')).toMatchObject([
      {
        job_id: leaves,
        status: 409,
        seq: null,
        detail:
          'The list has changed: this job does not match the filter any more. Nothing was sent to it: look at it, then choose again.',
      },
    ]);
    expect(await gateway.typesOf(leaves)).not.toContain('cancel_requested');
    expect(await gateway.typesOf(comes)).toEqual(['submitted']);
    await finished(await sent({ command: 'cancel', job_ids: [leaves, comes] }));
  });

  it('moves many to the front of their queue, ahead of every other job and in their current order', async () => {
    const ids = await submitMany(4);
    const bulk = await sent({ command: 'priority', job_ids: ids.slice(2).reverse(), body: { priority: 'front' } });
    expect(await finished(bulk)).toMatchObject({ command: 'priority', total: 2, accepted: 2 });
    const { last_seq } = await gateway.log.head();
    const { items } = await gateway.get<Page<QueueView>>(`/api/queues?min_seq=${String(last_seq)}`);
    const [first, second, ...behind] = items[0]!.waiting;
    expect([first, second].map((job) => [job?.job_id, job?.priority])).toEqual(ids.slice(2).map((id) => [id, 1]));
    expect(new Set(behind.map(({ priority }) => priority))).toEqual(new Set([0]));
    await finished(await sent({ command: 'cancel', job_ids: ids }));
  });

  it('is the same command when it is repeated with its key', async () => {
    const ids = await submitMany(3);
    const key = { 'idempotency-key': randomUUID() };
    const body = { command: 'cancel', job_ids: ids };
    const [first, second] = await Promise.all([sent(body, key), sent(body, key)]);
    expect(second.bulk_id).toBe(first.bulk_id);
    await finished(first);
    expect(await sent(body, key)).toMatchObject({ bulk_id: first.bulk_id, accepted: 3 });
    expect(await problemOf(await send({ ...body, body: { reason: 'other' } }, key))).toMatchObject({
      status: 422,
      errors: [{ field: 'Idempotency-Key', message: 'was used before with another body' }],
    });
    for (const id of ids)
      expect(await gateway.typesOf(id)).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
  });

  describe('repeated with its key at a gateway that does not know it', () => {
    let other: TestGateway;
    beforeAll(async () => {
      other = await TestGateway.start(servers);
    });
    afterAll(() => other.stop());

    /** Sends a bulk command to a gateway. Returns the outcomes, sorted by job id. */
    async function outcomes(by: TestGateway, body: object, key: string): Promise<BulkResult[]> {
      const bulk = await sent(body, { 'idempotency-key': key }, by);
      await finished(bulk, by);
      return (await resultsOf(bulk, '', by)).toSorted((a, b) => (a.job_id < b.job_id ? -1 : 1));
    }

    it("returns each job's earlier answer, although no job matches the filter any more", async () => {
      const ids = await submitMany(3);
      const { seq } = await gateway.accepted(`/api/jobs/${ids[2]!}/cancel`);
      await gateway.job(ids[2]!, seq);
      const key = randomUUID();
      const body = { command: 'cancel', job_ids: ids, filter: { status: ['pending'] } };
      const first = await outcomes(gateway, body, key);
      expect(first.map(({ status }) => status).toSorted()).toEqual([202, 202, 409]);
      await gateway.job(ids[0]!, (await gateway.log.head()).last_seq);
      expect(await outcomes(other, body, key)).toEqual(first);
    });

    it("returns each job's earlier answer, although the front of the queue has moved", async () => {
      const ids = await submitMany(3);
      const key = randomUUID();
      const body = { command: 'priority', job_ids: ids.slice(1), body: { priority: 'front' } };
      const first = await outcomes(gateway, body, key);
      expect(first.map(({ status }) => status)).toEqual([202, 202]);
      await gateway.job(ids[0]!, (await gateway.log.head()).last_seq);
      const { seq } = await gateway.accepted(`/api/jobs/${ids[0]!}/priority`, { priority: 'front' });
      await gateway.job(ids[0]!, seq);
      expect(await outcomes(other, body, key)).toEqual(first);
      await finished(await sent({ command: 'cancel', job_ids: ids }));
    });
  });

  it.each([
    ['no job', { command: 'cancel' }, 'job_ids'],
    ['a filter alone', { command: 'cancel', filter: {} }, 'job_ids'],
    ['a command for one job only', { command: 'classify', job_ids: [randomUUID()] }, 'command'],
    ['a field that the command has not', { command: 'cancel', job_ids: [randomUUID()], body: { mode: 'x' } }, 'body'],
    ['no required reason', { command: 'rerun', job_ids: [randomUUID()] }, 'body.reason'],
  ])('rejects a body with %s', async (_, body, field) => {
    const problem = await problemOf(await send(body));
    expect([problem.status, problem.errors?.map((error) => error.field)]).toEqual([422, [field]]);
  });

  it('is refused without the right to the single command', async () => {
    const caller = { actor: 'user:v', role: 'viewer', correlation_id: 'c', traceparent: '' } as const;
    const runs = gateway.app.get(BulkRuns, { strict: false });
    const body = { command: 'cancel', job_ids: [randomUUID()], body: {} } as const;
    await expect(runs.start({ ...body, job_ids: [...body.job_ids] }, caller)).rejects.toMatchObject({ status: 403 });
  });

  it('states where to find the outcome once it has forgotten the id', async () => {
    const problem = await problemOf(await gateway.fetch(`/api/jobs/bulk/${randomUUID()}`));
    expect(problem).toMatchObject({ status: 404, detail: expect.stringMatching(/The audit shows/) as string });
  });
});
