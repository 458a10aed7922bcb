import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectionView, VerificationView } from '@reprise/contracts';
import pg from 'pg';
import { eventually } from '../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-audit-'));
const audit = { folder: join(folder, 'audit'), headsFolder: join(folder, 'elsewhere'), signEvery: 1000 };
let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { audit });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
  rmSync(folder, { recursive: true });
});

const view = () => gateway.get<VerificationView>('/api/audit/verify');
async function checked(): Promise<VerificationView> {
  const response = await gateway.post('/api/audit/verify');
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ state: 'running' });
  return eventually('the check is done', async () => {
    const now = await view();
    return now.state === 'running' ? null : now;
  });
}

const headsIn = (place: string) => {
  const file = join(place, 'heads.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0;
};

/** Adds an event, lets another gateway take over the projection, and verifies the history. */
async function checkedAfterStop() {
  const { job_id, seq } = await gateway.submit();
  await gateway.job(job_id, seq);
  const next = await TestGateway.start(servers, { audit });
  await gateway.stop();
  gateway = next;
  await eventually('the next one is the active one', async () =>
    (await gateway.get<ProjectionView>('/api/projection')).state === 'following' ? true : null,
  );
  // The last result is known after a restart.
  expect(await view()).toMatchObject({ state: 'done', report: { ok: false }, next_at: null });
  return { seq, report: (await checked()).report! };
}

describe('a verification of the history over HTTP', () => {
  it('has no result before the first run', async () => {
    expect(await view()).toMatchObject({ state: 'never', report: null });
  });

  it('reports no finding at first, and then an actor that was replaced', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    expect(await checked()).toMatchObject({
      state: 'done',
      problem: null,
      progress: { entries: seq, total: seq },
      report: { ok: true, entries: seq, findings: [] },
    });
    const client = new pg.Client({ connectionString: servers.postgres.url });
    await client.connect();
    await client.query(`update rm.audit set actor = 'eve' where seq = $1`, [seq]);
    await client.end();
    const { report } = await checked();
    expect(report).toMatchObject({ ok: false, findings: [{ kind: 'altered', place: 'audit', seq }] });
    const textAt = async (path: string) => (await gateway.fetch(path)).text();
    expect(await textAt('/metrics')).toMatch(/reprise_verification_findings 1\n/);
    const history = { status: 'degraded', findings: 1 };
    const isDegraded = async () => {
      const { status, details } = JSON.parse(await textAt('/health/ready')) as { status: string; details: object };
      return status === 'degraded' ? details : null;
    };
    expect(await eventually('it says so', isDegraded)).toMatchObject({ history });
  });

  it('counts the head that a gateway signed at its stop', async () => {
    // A gateway that stops does not sign a head if that would delay it, so on a busy machine it may have to be stopped
    // again.
    let stops = 1;
    let { seq, report } = await checkedAfterStop();
    for (; stops < 10 && (report.unsigned > 0 || headsIn(audit.headsFolder) === 0); stops++)
      ({ seq, report } = await checkedAfterStop());
    const signed = headsIn(audit.folder);
    expect(signed).toBeLessThanOrEqual(stops);
    expect(report).toMatchObject({ unsigned: 0, heads: { valid: signed, last_seq: seq } });
    expect(readdirSync(audit.folder).sort()).toEqual(['heads.ndjson', 'private-key.pem', 'public-keys']);
    expect(readdirSync(audit.headsFolder).sort()).toEqual(['heads.ndjson', 'public-keys']);
  });
});

describe('a scheduled verification of the history', () => {
  it('runs when it is due and reports its next run', async () => {
    await gateway.stop();
    gateway = await TestGateway.start(servers, { audit, verifySchedule: '* * * * * *' });
    const before = (await view()).finished_at;
    const now = await eventually('a scheduled run is over', async () => {
      const last = await view();
      return last.finished_at === before || !last.scheduled || last.state === 'running' ? null : last;
    });
    expect(now).toMatchObject({ state: 'done', scheduled: true, next_at: expect.any(String) as string });
  });
});
