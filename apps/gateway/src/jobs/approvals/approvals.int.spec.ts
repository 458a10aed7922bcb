import { jobFilter, type ApprovalPage, type ApprovalView, type CommandAccepted } from '@reprise/contracts';
import { eventsOf, newId } from '@reprise/event-log';
import { personWith, signedInAs, type SignedInAs } from '../../testing/as-principal.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { ApprovalExpiry } from './expiry.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: SignedInAs;
let bo: SignedInAs;
let viewer: SignedInAs;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { approvals: { commands: ['rerun', 'cancel'], timeMs: 86_400_000 } });
  ana = await signedInAs(gateway, personWith('operator'));
  bo = await signedInAs(gateway, personWith('operator'));
  viewer = await signedInAs(gateway, personWith('viewer'));
});
afterAll(async () => {
  await Promise.all([ana, bo, viewer].map((each) => each.stop()));
  await gateway.stop();
  await servers.stop();
});

const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json() as Promise<T>;

async function completed(by: SignedInAs): Promise<string> {
  const { job_id } = await json<CommandAccepted>(by.post('/api/jobs', body));
  await gateway.runner.start(job_id);
  await gateway.runner.succeed(job_id);
  return job_id;
}
const rerun = (by: SignedInAs, jobId: string, reason = 'a newer reference') =>
  by.post(`/api/jobs/${jobId}/rerun`, { reason });
async function waiting(by: SignedInAs, jobId: string): Promise<string> {
  const accepted = await json<CommandAccepted>(rerun(by, jobId));
  expect(accepted).toMatchObject({ job_id: jobId, message: 'Waits for the approval of a second person' });
  return accepted.approval_id!;
}
const decide = (by: SignedInAs, id: string, verdict: string, reason?: string) =>
  by.post(`/api/approvals/${id}/${verdict}`, reason === undefined ? {} : { reason });
const typesOf = async (jobId: string) => (await eventsOf(gateway.log.read(jobFilter(jobId)))).map(({ type }) => type);

describe('a command that a second person approves', () => {
  it('is sent once another person approved it, and both are in the history with their reasons', async () => {
    const jobId = await completed(ana);
    const id = await waiting(ana, jobId);
    expect(await typesOf(jobId)).not.toContain('rerun_requested');

    expect(await json<ApprovalView>(decide(bo, id, 'approve', 'agreed'))).toMatchObject({
      ...{ status: 'approved', requested_by: ana.principal.actor, decided_by: bo.principal.actor },
    });
    const again = await decide(bo, id, 'approve', 'agreed');
    expect(again.status).toBe(200);
    const reruns = (await eventsOf(gateway.log.read(jobFilter(jobId)))).filter(
      ({ type }) => type === 'rerun_requested',
    );
    expect(reruns).toMatchObject([{ actor: ana.principal.actor, data: { reason: 'a newer reference' } }]);

    const types = await gateway.typesOf(jobId);
    expect(types.slice(-3)).toEqual(['approval_requested', 'approval_granted', 'rerun_requested']);
    const { last_seq } = await gateway.log.head();
    const { items } = await gateway.get<{ items: object[] }>(`/api/audit?job_id=${jobId}&min_seq=${String(last_seq)}`);
    expect(items.slice(0, 3)).toMatchObject([
      { type: 'rerun_requested', actor: ana.principal.actor },
      { type: 'approval_granted', actor: bo.principal.actor, reason: 'agreed' },
      { type: 'approval_requested', actor: ana.principal.actor, reason: 'a newer reference' },
    ]);
  });

  it('is never approved by who asked for it, by a token, or by who may not give it', async () => {
    const id = await waiting(ana, await completed(ana));
    const own = await problemOf(await decide(ana, id, 'approve'));
    expect(own).toMatchObject({ status: 403, detail: 'Nobody approves their own request. Ask somebody else.' });
    const byToken = await problemOf(await gateway.post(`/api/approvals/${id}/approve`, {}));
    expect(byToken).toMatchObject({
      status: 403,
      detail: expect.stringContaining('sign in with an account') as string,
    });
    expect((await problemOf(await decide(viewer, id, 'approve'))).status).toBe(403);
    const { items } = await json<ApprovalPage>(ana.fetch('/api/approvals?status=waiting'));
    expect(items[0]).toMatchObject({ approval_id: id, status: 'waiting', denied: expect.any(String) as string });
    const { items: ofBo } = await json<ApprovalPage>(bo.fetch('/api/approvals?status=waiting'));
    expect(ofBo[0]).toMatchObject({ approval_id: id, denied: null });
  });

  it('is not asked for with the token of the machine, whose holder could approve it as a person', async () => {
    const jobId = await completed(ana);
    const asked = await problemOf(await gateway.post(`/api/jobs/${jobId}/rerun`, {}));
    expect(asked).toMatchObject({ status: 403, detail: expect.stringContaining('an account of your own') as string });
    expect(await typesOf(jobId)).not.toContain('rerun_requested');
  });

  it('is not sent if it is rejected or withdrawn, and cannot be approved after that', async () => {
    const jobs = [await completed(ana), await completed(ana)] as const;
    const [rejected, withdrawn] = [await waiting(ana, jobs[0]), await waiting(ana, jobs[1])];
    expect((await decide(bo, rejected, 'reject', 'signed already')).status).toBe(200);
    expect((await problemOf(await decide(bo, withdrawn, 'withdraw'))).status).toBe(403);
    expect((await decide(ana, withdrawn, 'withdraw')).status).toBe(200);
    expect(await problemOf(await decide(bo, rejected, 'approve'))).toMatchObject({
      status: 409,
      detail: 'This request was rejected already.',
    });
    expect((await problemOf(await decide(bo, withdrawn, 'approve'))).status).toBe(409);
    for (const jobId of jobs) expect(await typesOf(jobId)).not.toContain('rerun_requested');
  });

  it('waits once for each job, and is one request where its key comes again', async () => {
    const jobId = await completed(ana);
    const key = newId();
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const send = () => ana.fetch(`/api/jobs/${jobId}/rerun`, { method: 'POST', headers, body: '{}' });
    const [first, second] = [await json<CommandAccepted>(send()), await json<CommandAccepted>(send())];
    expect(second.approval_id).toBe(first.approval_id);
    expect((await problemOf(await rerun(bo, jobId))).status).toBe(409);
  });

  it('is decided once where two people decide at the same time', async () => {
    const id = await waiting(ana, await completed(ana));
    const carla = await signedInAs(gateway, personWith('admin'));
    const answers = await Promise.all([decide(bo, id, 'approve'), decide(carla, id, 'reject')]);
    await carla.stop();
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is refused at once, without a request, where the job does not allow it', async () => {
    const { job_id } = await json<CommandAccepted>(ana.post('/api/jobs', body));
    expect((await problemOf(await rerun(ana, job_id))).status).toBe(400);
    expect(await typesOf(job_id)).toEqual(['submitted', 'rerun_refused']);
  });
});

describe('a cancel, where a second person approves those of others', () => {
  it('is sent at once by the owner, and waits if it is of another person', async () => {
    const [own, other] = [
      await json<CommandAccepted>(ana.post('/api/jobs', body)),
      await json<CommandAccepted>(ana.post('/api/jobs', body)),
    ];
    const ofOwner = await json<CommandAccepted>(ana.post(`/api/jobs/${own.job_id}/cancel`, {}));
    expect(ofOwner.approval_id).toBeUndefined();
    const ofOther = await json<CommandAccepted>(bo.post(`/api/jobs/${other.job_id}/cancel`, {}));
    expect(ofOther.approval_id).toEqual(expect.any(String));
  });
});

describe('a request that nobody decides on', () => {
  it('expires, is recorded as expired by the gateway, and cannot be approved any more', async () => {
    const short = await TestGateway.start(servers, { approvals: { commands: ['rerun'], timeMs: 1 } });
    const person = await signedInAs(short, personWith('operator'));
    const second = await signedInAs(short, personWith('operator'));
    const jobId = await completed(person);
    const { approval_id } = await json<CommandAccepted>(rerun(person, jobId));
    expect(await problemOf(await decide(second, approval_id!, 'approve'))).toMatchObject({
      status: 409,
      detail: 'This request has expired.',
    });
    await short.app.get(ApprovalExpiry).record();
    await short.app.get(ApprovalExpiry).record();
    const types = await short.typesOf(jobId);
    expect(types.filter((type) => type === 'approval_expired')).toHaveLength(1);
    await Promise.all([person.stop(), second.stop()]);
    await short.stop();
  });
});
