import type { VerificationView } from '@reprise/contracts';
import { eventually } from './testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from './testing/test-gateway.ts';

describe('a gateway without any wing', () => {
  let servers: Servers;
  let gateway: TestGateway;
  beforeAll(async () => {
    servers = await startServers();
    gateway = await TestGateway.start(servers, { approvals: { commands: ['priority'], timeMs: 60_000 } }, []);
  });
  afterAll(async () => {
    await gateway.stop();
    await servers.stop();
  });

  it('accepts commands to jobs and shows their effects', async () => {
    const { job_id, seq } = await gateway.submit();
    expect(await gateway.job(job_id, seq)).toMatchObject({ sample_name: 'S1', status: 'pending' });
    const cancelled = await gateway.accepted(`/api/jobs/${job_id}/cancel`, {});
    expect(await gateway.job(job_id, cancelled.seq)).toMatchObject({ failure: { cause: 'cancelled' } });
  });

  it('verifies its history', async () => {
    expect((await gateway.post('/api/audit/verify')).status).toBe(202);
    const verified = await eventually('the history is verified', async () => {
      const view = await gateway.get<VerificationView>('/api/audit/verify');
      return view.state === 'running' ? null : view;
    });
    expect(verified).toMatchObject({ state: 'done', report: { ok: true, findings: [] } });
  });

  it('knows no user names, and decides rights by the token of its data dir', async () => {
    expect(await gateway.get('/api/session')).toMatchObject({ actor: 'admin', role: 'admin', kind: 'machine' });
    expect(await gateway.get('/api/people')).toMatchObject({ people: [], tokens: [] });
    const stranger = await gateway.fetch('/api/jobs', { headers: { authorization: 'Bearer none' } });
    expect([stranger.status, (await problemOf(stranger)).detail]).toEqual([
      401,
      'Sign in first: open the link with the token that Reprise printed at its start.',
    ]);
  });

  it('refuses commands that a second person has to approve, with the reason', async () => {
    const { job_id } = await gateway.submit();
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/priority`, { priority: 7 }))).toMatchObject({
      status: 403,
      detail: 'This needs a second person, and this system takes no requests for approval.',
    });
  });

  it('refuses to classify variants, with the reason', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id, 1);
    await gateway.job(job_id, await gateway.runner.succeed(job_id, 1));
    const body = { variant: '20-1-A-G', class: 'benign', reason: 'because' };
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/classify`, body))).toMatchObject({
      status: 404,
      detail: 'This system does not read the variants of jobs.',
    });
  });

  it.each([
    ['GET', '/api/uploads'],
    ['GET', '/api/webhooks'],
    ['GET', '/api/users'],
    ['GET', '/api/sign-in'],
    ['POST', '/api/jobs/bulk'],
    ['GET', '/api/approvals'],
  ])('has no route %s %s', async (method, path) => {
    expect((await gateway.fetch(path, { method })).status).toBe(404);
  });
});
