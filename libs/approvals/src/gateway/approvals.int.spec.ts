import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jobFilter, type CommandAccepted, type Page } from '@reprise/contracts';
import { eventsOf, newId } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { personWith, signedInAs, tokenOf, type SignedInAs } from '@reprise/gateway/testing/as-principal.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { ApprovalPage, ApprovalView } from '../contract/index.ts';
import { ApprovalExpiry } from './records/expiry.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: SignedInAs;
let anasToken: SignedInAs;
let bo: SignedInAs;
let viewer: SignedInAs;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { approvals: { commands: ['rerun', 'cancel'], timeMs: 86_400_000 } });
  ana = await signedInAs(gateway, personWith('operator'));
  anasToken = await signedInAs(gateway, tokenOf(ana.principal));
  bo = await signedInAs(gateway, personWith('operator'));
  viewer = await signedInAs(gateway, personWith('viewer'));
});
afterAll(async () => {
  await Promise.all([ana, anasToken, bo, viewer].map((each) => each.stop()));
  await gateway.stop();
  await servers.stop();
});

const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json() as Promise<T>;

async function completed(by: SignedInAs, submission: object = body): Promise<string> {
  const { job_id } = await json<CommandAccepted>(by.post('/api/jobs', submission));
  await gateway.runner.start(job_id);
  await gateway.runner.succeed(job_id);
  return job_id;
}
const rerun = (by: SignedInAs, jobId: string, reason = 'a newer reference') =>
  by.post(`/api/jobs/${jobId}/rerun`, { reason });
/** Reruns a job with an `Idempotency-Key`. */
const keyed = (by: SignedInAs, jobId: string, key: string, given: object = {}) =>
  by.fetch(`/api/jobs/${jobId}/rerun`, {
    method: 'POST',
    body: JSON.stringify(given),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });
async function waiting(by: SignedInAs, jobId: string): Promise<string> {
  const accepted = await json<CommandAccepted>(rerun(by, jobId));
  expect(accepted).toMatchObject({ job_id: jobId, message: 'Waits for the approval of a second person' });
  return accepted.approval_id!;
}
const decide = (by: SignedInAs, id: string, verdict: string, reason?: string) =>
  by.post(`/api/approvals/${id}/${verdict}`, reason === undefined ? {} : { reason });
const typesOf = async (jobId: string) => (await eventsOf(gateway.log.read(jobFilter(jobId)))).map(({ type }) => type);

describe('a command that a second person approves', () => {
  it('counts as waiting, not as accepted, when it was sent to many jobs', async () => {
    const [waits, submitted] = [await completed(ana), await json<CommandAccepted>(ana.post('/api/jobs', body))];
    const request = { command: 'cancel', job_ids: [waits, submitted.job_id], body: { reason: 'wrong sample' } };
    const { bulk_id } = await json<{ readonly bulk_id: string }>(bo.post('/api/jobs/bulk', request));
    const bulk = await waitUntil(
      async () => {
        const read = await gateway.get<{ readonly finished_at: string | null }>(`/api/jobs/bulk/${bulk_id}`);
        return read.finished_at !== null && read;
      },
      { what: 'the command to many jobs is done', every: 50 },
    );
    expect(bulk).toMatchObject({ total: 2, accepted: 0, waiting: 1, refused: 1, failed: 0 });
    const { items } = await gateway.get<Page<object>>(`/api/jobs/bulk/${bulk_id}/results?outcome=waiting`);
    expect(items).toMatchObject([
      { job_id: submitted.job_id, status: 202, detail: 'Waits for the approval of a second person' },
    ]);
  });

  it('is sent once another person approved it, with both people and reasons in the history', async () => {
    const jobId = await completed(ana);
    const id = await waiting(ana, jobId);
    expect(await typesOf(jobId)).not.toContain('rerun_requested');

    expect(await json<ApprovalView>(decide(bo, id, 'approve', 'agreed'))).toMatchObject({
      status: 'approved',
      requested_by: ana.principal.actor,
      decided_by: bo.principal.actor,
    });
    const again = await decide(bo, id, 'approve', 'agreed');
    expect(again.status).toBe(200);
    const reruns = (await eventsOf(gateway.log.read(jobFilter(jobId)))).filter(
      ({ type }) => type === 'rerun_requested',
    );
    expect(reruns).toMatchObject([{ actor: ana.principal.actor, data: { reason: 'a newer reference' } }]);

    const types = await gateway.typesOf(jobId);
    const { items: approved } = await json<ApprovalPage>(bo.fetch('/api/approvals?status=approved'));
    expect(approved).toMatchObject([{ approval_id: id, sample_name: 'S1' }]);
    expect(await json<ApprovalView>(decide(bo, id, 'approve'))).toMatchObject({ approval_id: id, sample_name: 'S1' });
    expect(types.slice(-3)).toEqual(['approval_requested', 'approval_granted', 'rerun_requested']);
    const { last_seq } = await gateway.log.head();
    const { items } = await gateway.get<{ items: object[] }>(`/api/audit?job_id=${jobId}&min_seq=${String(last_seq)}`);
    expect(items.slice(0, 3)).toMatchObject([
      { type: 'rerun_requested', actor: ana.principal.actor },
      { type: 'approval_granted', actor: bo.principal.actor, reason: 'agreed' },
      { type: 'approval_requested', actor: ana.principal.actor, reason: 'a newer reference' },
    ]);
  });

  it('reads as refused, with the reason, if its job no longer allows it', async () => {
    const input_dir = join(gateway.folder, 'inputs/deleted-later');
    mkdirSync(input_dir);
    const job_id = await completed(ana, { ...body, params: { input_dir } });
    const id = await waiting(ana, job_id);
    rmSync(input_dir, { recursive: true });
    const answer = await problemOf(await decide(bo, id, 'approve'));
    expect(answer).toMatchObject({
      status: 409,
      detail: expect.stringContaining(`${input_dir} is not there`) as string,
    });
    await gateway.job(job_id, (await gateway.log.head()).last_seq);
    const { items } = await json<ApprovalPage>(bo.fetch('/api/approvals?status=approved'));
    expect(items.find(({ approval_id }) => approval_id === id)).toMatchObject({ refusal: answer.detail });
    expect(items.filter(({ refusal }) => refusal !== null)).toHaveLength(1);
  });

  it('is never approved by its requester, by a token, or by a person without the right to it', async () => {
    const id = await waiting(ana, await completed(ana));
    const own = await problemOf(await decide(ana, id, 'approve'));
    expect(own).toMatchObject({
      status: 403,
      detail: 'You cannot approve or reject your own request. Ask someone else.',
    });
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

  it('is never approved by the person whose API token requested it, nor by that token, but may be withdrawn by them', async () => {
    const byToken = await waiting(anasToken, await completed(ana));
    const own = await problemOf(await decide(ana, byToken, 'approve'));
    expect(own).toMatchObject({
      status: 403,
      detail: 'You cannot approve or reject your own request. Ask someone else.',
    });
    expect((await problemOf(await decide(ana, byToken, 'reject'))).status).toBe(403);
    const byPerson = await waiting(ana, await completed(ana));
    expect((await problemOf(await decide(anasToken, byPerson, 'approve'))).detail).toBe(own.detail);
    expect((await decide(ana, byToken, 'withdraw')).status).toBe(200);
    expect((await decide(anasToken, byPerson, 'withdraw')).status).toBe(200);
    // The same decision, sent again by the same user.
    expect((await decide(ana, byPerson, 'withdraw')).status).toBe(200);
  });

  it('cannot be requested with the token of the machine, whose holder could approve it as a person', async () => {
    const jobId = await completed(ana);
    const asked = await problemOf(await gateway.post(`/api/jobs/${jobId}/rerun`, {}));
    expect(asked).toMatchObject({ status: 403, detail: expect.stringContaining('an account of your own') as string });
    expect(await typesOf(jobId)).not.toContain('rerun_requested');
  });

  it('is not sent if it is rejected or withdrawn, and cannot be approved afterwards', async () => {
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
    const { items } = await json<ApprovalPage>(bo.fetch('/api/approvals?status=rejected'));
    expect(items.map(({ approval_id, status }) => [approval_id, status])).toEqual([[rejected, 'rejected']]);
  });

  it('waits once for each job, and is one request if its key repeats', async () => {
    const jobId = await completed(ana);
    const key = newId();
    const first = await json<CommandAccepted>(keyed(ana, jobId, key));
    expect(first.approval_id).toEqual(expect.any(String));
    expect(await json<CommandAccepted>(keyed(ana, jobId, key))).toEqual(first);
    expect((await problemOf(await rerun(bo, jobId))).status).toBe(409);
  });

  it('is one request if several with one key arrive together', async () => {
    const [jobId, key] = [await completed(ana), newId()];
    const answers = await Promise.all([1, 2, 3].map(() => json<CommandAccepted>(keyed(ana, jobId, key))));
    expect(answers.map(({ approval_id }) => approval_id)).toEqual(Array(3).fill(expect.any(String)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('is rejected if its key repeats with another body', async () => {
    const [jobId, key] = [await completed(ana), newId()];
    expect((await keyed(ana, jobId, key, { reason: 'a newer reference' })).status).toBe(202);
    expect(await problemOf(await keyed(ana, jobId, key, { reason: 'another' }))).toMatchObject({
      status: 422,
      errors: [{ field: 'Idempotency-Key', message: 'was used before with another body' }],
    });
  });

  it('answers its key, after a rejection or withdrawal, with the person and time', async () => {
    const ends = [
      { by: bo, verdict: 'reject', past: 'rejected' },
      { by: ana, verdict: 'withdraw', past: 'withdrawn' },
    ];
    for (const { by, verdict, past } of ends) {
      const [jobId, key] = [await completed(ana), newId()];
      const { approval_id } = await json<CommandAccepted>(keyed(ana, jobId, key));
      const { decided_by, decided_at } = await json<ApprovalView>(decide(by, approval_id!, verdict));
      const name = `User ${/^user:(.{4})/.exec(decided_by!)![1]!}`;
      expect(await problemOf(await keyed(ana, jobId, key))).toMatchObject({
        status: 409,
        detail: `The request to rerun this job was ${past} by ${name} at ${decided_at!}. Nothing was sent. To ask again, use another Idempotency-Key.`,
      });
      expect(await typesOf(jobId)).not.toContain('rerun_requested');
      expect((await keyed(ana, jobId, newId())).status).toBe(202);
    }
  });

  it('answers its key, after an approval, like the sent command', async () => {
    const [jobId, key] = [await completed(ana), newId()];
    const { approval_id } = await json<CommandAccepted>(keyed(ana, jobId, key));
    expect((await decide(bo, approval_id!, 'approve')).status).toBe(200);
    const sent = (await eventsOf(gateway.log.read(jobFilter(jobId)))).find(({ type }) => type === 'rerun_requested')!;
    await gateway.runner.start(jobId, 2);
    await gateway.runner.succeed(jobId, 2);
    const again = await json<CommandAccepted>(keyed(ana, jobId, key));
    expect(again).toMatchObject({ job_id: jobId, seq: sent.seq, command_id: sent.id });
    expect(again.approval_id).toBeUndefined();
    expect((await typesOf(jobId)).filter((type) => type.startsWith('rerun_'))).toEqual(['rerun_requested']);
  });

  it('is not requested if the same key was accepted without approval, although the job would need it now', async () => {
    const { job_id } = await json<CommandAccepted>(ana.post('/api/jobs', body));
    await gateway.runner.start(job_id);
    await gateway.runner.fail(job_id);
    const key = newId();
    const first = await json<CommandAccepted>(keyed(ana, job_id, key));
    expect(first.approval_id).toBeUndefined();
    await gateway.runner.start(job_id, 2);
    await gateway.runner.succeed(job_id, 2);
    expect(await json<CommandAccepted>(keyed(ana, job_id, key))).toEqual(first);
    expect(await gateway.typesOf(job_id)).not.toContain('approval_requested');
  });

  it('is decided once by two simultaneous people', async () => {
    const id = await waiting(ana, await completed(ana));
    const carla = await signedInAs(gateway, personWith('admin'));
    const answers = await Promise.all([decide(bo, id, 'approve'), decide(carla, id, 'reject')]);
    await carla.stop();
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is refused at once, without a request, if the job does not allow it', async () => {
    const { job_id } = await json<CommandAccepted>(ana.post('/api/jobs', body));
    expect((await problemOf(await rerun(ana, job_id))).status).toBe(400);
    expect(await typesOf(job_id)).toEqual(['submitted', 'rerun_refused']);
  });
});

describe("a cancel where a second person approves those of other people's jobs", () => {
  it("is sent at once by the owner, also with a token, and waits for another person's job", async () => {
    const submitted = async (by: SignedInAs) => await json<CommandAccepted>(by.post('/api/jobs', body));
    for (const [submitter, owner] of [
      [ana, ana],
      [anasToken, ana],
      [ana, anasToken],
    ] as const) {
      const { job_id } = await submitted(submitter);
      const ofOwner = await json<CommandAccepted>(owner.post(`/api/jobs/${job_id}/cancel`, {}));
      expect(ofOwner).toMatchObject({ job_id });
      expect(ofOwner.approval_id).toBeUndefined();
    }
    const other = await submitted(ana);
    const ofOther = await json<CommandAccepted>(bo.post(`/api/jobs/${other.job_id}/cancel`, {}));
    expect(ofOther.approval_id).toEqual(expect.any(String));
  });
});

describe('a request without a decision', () => {
  it('expires, is recorded as expired by the gateway, and can no longer be approved', async () => {
    const short = await TestGateway.start(servers, { approvals: { commands: ['rerun'], timeMs: 1 } });
    const person = await signedInAs(short, personWith('operator'));
    const second = await signedInAs(short, personWith('operator'));
    const jobId = await completed(person);
    const key = newId();
    const { approval_id } = await json<CommandAccepted>(keyed(person, jobId, key));
    expect(await problemOf(await decide(second, approval_id!, 'approve'))).toMatchObject({
      status: 409,
      detail: 'This request has expired.',
    });
    const expired = expect.stringMatching(
      /^The request to rerun this job expired at \S+Z\. Nothing was sent\./,
    ) as string;
    expect(await problemOf(await keyed(person, jobId, key))).toMatchObject({ status: 409, detail: expired });
    await short.app.get(ApprovalExpiry).record();
    await short.app.get(ApprovalExpiry).record();
    const types = await short.typesOf(jobId);
    expect(types.filter((type) => type === 'approval_expired')).toHaveLength(1);
    expect(await problemOf(await keyed(person, jobId, key))).toMatchObject({ status: 409, detail: expired });
    await Promise.all([person.stop(), second.stop()]);
    await short.stop();
  });
});
