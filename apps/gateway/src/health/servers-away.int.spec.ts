import pg from 'pg';
import { Listener } from '../testing/listener.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';
import { eventually } from '../testing/eventually.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  await keepCommits(servers.postgres.url);
  gateway = await TestGateway.start(servers, { logTimeouts: { requestMs: 2_000, deadlineMs: 8_000 } });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** The Postgres of the tests loses its last commits when it is killed. A production Postgres does not. */
const keepCommits = (url: string) =>
  query(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = on`);

async function query(url: string, statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}

interface Readiness {
  readonly status: string;
  readonly details: Readonly<Record<string, { readonly status: string; readonly state?: string }>>;
}
const readiness = async () => {
  const response = await gateway.fetch('/health/ready');
  return { http: response.status, ...((await response.json()) as Readiness) };
};
/** Waits until readiness reports one server as unreachable and the other one as available. */
const untilAway = (away: 'database' | 'log') =>
  eventually(`the ${away} alone is away`, async () => {
    const { http, details } = await readiness();
    const other = away === 'database' ? 'log' : 'database';
    return http === 503 && details[away]?.status === 'down' && details[other]?.status === 'up' ? true : null;
  });
const untilReady = () => eventually('it is ready again', async () => ((await readiness()).http === 200 ? true : null));

/** The first refused response of a path. A backend may outlive the killed server and answer another query. */
const refusalOf = (path: string) =>
  eventually(`${path} is refused`, async () => {
    const response = await gateway.fetch(path);
    if (!response.ok) return response;
    await response.body?.cancel();
    return null;
  });

describe('while Postgres is away', () => {
  it('readiness reports it, reads answer with a retry time, and a cancel and a rerun are still accepted', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    const ended = (await gateway.submit()).job_id;
    await gateway.runner.start(ended);
    await gateway.runner.succeed(ended);
    const listener = await Listener.open(gateway);
    await listener.wait('ready', ({ event }) => event === 'ready');
    await servers.postgres.kill();
    try {
      await untilAway('database');
      expect((await gateway.fetch('/health/live')).status).toBe(200);
      const response = await refusalOf('/api/jobs');
      expect(await problemOf(response)).toMatchObject({
        status: 503,
        detail: expect.stringMatching(/^The database does not answer/) as string,
      });
      expect(response.headers.get('retry-after')).toBe('5');
      for (const format of ['csv', 'ndjson']) {
        const refused = await refusalOf(`/api/audit/export?format=${format}`);
        expect([format, (await problemOf(refused)).status]).toEqual([format, 503]);
      }
      const { message } = await gateway.accepted(`/api/jobs/${job_id}/cancel`, { reason: 'now' });
      expect(message).toBe('Pipeline cancelled successfully');
      const again = await gateway.accepted(`/api/jobs/${ended}/rerun`, { reason: 'now' });
      expect(again.message).toBe('Pipeline rerun started');
    } finally {
      await servers.postgres.start();
    }
    await untilReady();
    expect(await gateway.job(job_id, (await gateway.log.head()).last_seq)).toMatchObject({
      pending_action: 'cancelling',
    });
    const again = listener.ended ? await Listener.open(gateway, `?last_event_id=${listener.lastId}`) : listener;
    await again.wait('the cancel', ({ data }) => data['pending_action'] === 'cancelling');
    again.leave();
  });
});

describe('an export during which Postgres goes away', () => {
  it('breaks off instead of ending as a shorter file, and the gateway keeps running', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    await copyEntries(servers.postgres.url, job_id, 5000);
    const [csv, ndjson] = await Promise.all(
      ['csv', 'ndjson'].map(async (format) => {
        const headers = { 'accept-encoding': 'identity' };
        const response = await gateway.fetch(`/api/audit/export?format=${format}&job_id=${job_id}`, { headers });
        // Backpressure stops the export, so it is far from its end when Postgres is killed.
        const body = response.body!.getReader();
        await body.read();
        return body;
      }),
    );
    await servers.postgres.kill();
    try {
      await expect(readOn(csv!)).rejects.toThrow('terminated');
      await expect(readOn(ndjson!)).rejects.toThrow('terminated');
      expect((await gateway.fetch('/health/live')).status).toBe(200);
    } finally {
      await servers.postgres.start();
    }
    await untilReady();
  });
});

/** Fills the audit table with more entries like the first one of a job, each with 4 KB of data. */
async function copyEntries(url: string, jobId: string, count: number): Promise<void> {
  const data = Buffer.from(JSON.stringify({ text: 'x'.repeat(4000) }));
  await query(
    url,
    `insert into rm.audit select copy.*
     from generate_series(1, $2::int) n, (select * from rm.audit where job_id = $1 order by seq limit 1) a,
       jsonb_populate_record(null::rm.audit, to_jsonb(a) || jsonb_build_object(
         'seq', 1000000 + n, 'event_id', null, 'payload', $3::bytea)) copy`,
    [jobId, count, data],
  );
}

async function readOn(body: ReadableStreamDefaultReader): Promise<void> {
  while (!(await body.read()).done);
}

describe('while NATS is away', () => {
  it('readiness reports it, commands answer that nothing was changed, and reads still work', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    await servers.nats.kill();
    try {
      await untilAway('log');
      expect((await gateway.job(job_id)).status).toBe('pending');
      const response = await gateway.post(`/api/jobs/${job_id}/cancel`);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await problemOf(response)).toMatchObject({ status: 503 });
    } finally {
      await servers.nats.start();
    }
    await untilReady();
    const again = await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    expect(await gateway.job(job_id, again.seq + 1)).toMatchObject({
      status: 'failed',
      failure: { cause: 'cancelled' },
    });
  });
});
