import { jobFilter, type CommandAccepted } from '@reprise/contracts';
import { eventsOf } from '@reprise/event-log';
import { personWith, signedInAs, tokenOf, type SignedInAs } from '../../testing/as-principal.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: SignedInAs;
let anasToken: SignedInAs;
let bo: SignedInAs;
let admin: SignedInAs;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { cancelOfOthers: 'owner' });
  ana = await signedInAs(gateway, personWith('operator'));
  anasToken = await signedInAs(gateway, tokenOf(ana.principal));
  bo = await signedInAs(gateway, personWith('operator'));
  admin = await signedInAs(gateway, personWith('admin'));
});
afterAll(async () => {
  await Promise.all([ana, anasToken, bo, admin].map((each) => each.stop()));
  await gateway.stop();
  await servers.stop();
});

const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
const submitted = async (by: SignedInAs): Promise<string> =>
  ((await (await by.post('/api/jobs', body)).json()) as CommandAccepted).job_id;
const cancel = (by: SignedInAs, jobId: string, reason: string) => by.post(`/api/jobs/${jobId}/cancel`, { reason });
const eventsOfJob = (jobId: string) => eventsOf(gateway.log.read(jobFilter(jobId)));

describe('a gateway where only the owner and admins may cancel a job', () => {
  it('rejects the cancel of another person, and records it with the reason', async () => {
    const jobId = await submitted(ana);
    expect(await problemOf(await cancel(bo, jobId, 'mine first'))).toMatchObject({
      status: 403,
      detail: 'Only the person who submitted this job, or an admin, may cancel it.',
    });
    const refused = (await eventsOfJob(jobId)).at(-1);
    expect(refused).toMatchObject({
      type: 'cancel_refused',
      actor: bo.principal.actor,
      data: { refusal: 'not_owner', reason: 'mine first' },
    });
  });

  it('accepts the cancel of the owner', async () => {
    expect((await cancel(ana, await submitted(ana), 'wrong sample')).status).toBe(202);
  });

  it("accepts a person's cancel of a job from their API token, and the token's cancel of a job of its person", async () => {
    expect((await cancel(ana, await submitted(anasToken), 'wrong sample')).status).toBe(202);
    expect((await cancel(anasToken, await submitted(ana), 'wrong sample')).status).toBe(202);
    expect((await cancel(bo, await submitted(anasToken), 'mine first')).status).toBe(403);
  });

  it('accepts the cancel of an admin', async () => {
    expect((await cancel(admin, await submitted(ana), 'maintenance')).status).toBe(202);
  });
});

describe('a second cancel', () => {
  it('joins the first with its own reason for another person, and has no effect for the same person or their token', async () => {
    const jobId = await submitted(ana);
    await gateway.runner.start(jobId);
    for (const [by, reason] of [
      [ana, 'wrong sample'],
      [admin, 'maintenance'],
      [ana, 'again'],
      [anasToken, 'by a script'],
      [admin, 'again'],
    ] as const)
      expect((await cancel(by, jobId, reason)).status).toBe(202);
    const asked = (await eventsOfJob(jobId)).filter(({ type }) => type.startsWith('cancel_'));
    expect(asked.map(({ type, actor, data }) => [type, actor, 'reason' in data && data.reason])).toEqual([
      ['cancel_requested', ana.principal.actor, 'wrong sample'],
      ['cancel_joined', admin.principal.actor, 'maintenance'],
      ['cancel_unchanged', ana.principal.actor, 'again'],
      ['cancel_unchanged', anasToken.principal.actor, 'by a script'],
      ['cancel_unchanged', admin.principal.actor, 'again'],
    ]);
  });
});

describe('giving up a job whose end an executor cannot prove', () => {
  const abandon = (by: SignedInAs, jobId: string, reason?: string) =>
    by.post(`/api/jobs/${jobId}/abandon`, reason === undefined ? {} : { reason });
  const unproven = async () => {
    const jobId = await submitted(ana);
    await gateway.runner.start(jobId);
    return { jobId, seq: await gateway.runner.reportUnproven(jobId) };
  };

  it('requires an administrator and a reason', async () => {
    const { jobId, seq } = await unproven();
    expect(await gateway.job(jobId, seq)).toMatchObject({
      unproven: { executors: [{ message: 'Slurm does not answer: it is down' }] },
      allowed_actions: expect.arrayContaining(['abandon']) as string[],
    });
    expect((await abandon(ana, jobId, 'the cluster is gone')).status).toBe(403);
    expect(await problemOf(await abandon(admin, jobId))).toMatchObject({
      status: 422,
      errors: [{ field: 'reason', message: 'is required to abandon a job' }],
    });
    expect(await gateway.typesOf(jobId)).not.toContain('abandon_requested');
  });

  it('ends the job as unproven, frees its slot, and locks its files until the runner proves the end', async () => {
    const { jobId } = await unproven();
    const { seq } = (await (await abandon(admin, jobId, 'the cluster is gone')).json()) as CommandAccepted;
    expect(await gateway.job(jobId, seq + 1)).toMatchObject({
      status: 'failed',
      pending_action: null,
      failure: { cause: 'abandoned' },
      cleanable: [],
      abandoned: { by: admin.principal.actor, executors: [{ left: [{ native_id: '812', state: 'submitted' }] }] },
      resumable: { possible: false, why: expect.stringContaining('Last seen: 812.') as string },
      allowed_actions: ['pin', 'label'],
    });
    for (const verb of ['resume', 'rerun', 'clean'])
      expect(await problemOf(await ana.post(`/api/jobs/${jobId}/${verb}`, { reason: 'go on' }))).toMatchObject({
        status: 409,
        detail: `Cannot ${verb}: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: it is down. Last seen: 812. Submit another like it, or wait until nothing of it is left.`,
      });
    const proven = await gateway.job(jobId, await gateway.runner.proveEnd(jobId));
    expect(proven).not.toHaveProperty('abandoned');
    expect(proven.allowed_actions).toEqual(expect.arrayContaining(['resume', 'rerun', 'clean']));
    expect((await ana.post(`/api/jobs/${jobId}/resume`)).status).toBe(202);
  });

  it('is refused and recorded when no end is unproven', async () => {
    const jobId = await submitted(ana);
    await gateway.runner.start(jobId);
    expect(await problemOf(await abandon(admin, jobId, 'too slow'))).toMatchObject({ status: 409 });
    expect((await eventsOfJob(jobId)).at(-1)).toMatchObject({
      type: 'abandon_refused',
      actor: admin.principal.actor,
      data: { refusal: 'nothing_unproven', reason: 'too slow' },
    });
  });
});
