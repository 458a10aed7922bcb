import { jest } from '@jest/globals';
import { GATEWAY, MACHINE_ACTOR } from '@reprise/contracts';
import { ConflictError, eventsOf, LogUnavailableError, newId } from '@reprise/event-log';
import { entriesOf } from '@reprise/read-model/testing';
import { MACHINE } from '@reprise/gateway/shared/principal.ts';
import { personWith, tokenOf } from '@reprise/gateway/testing/as-principal.ts';
import { ApprovalLog, idsOf, TIME_MS } from './approval-log.fixture.ts';
import { approvedCommandId } from './approved-command.ts';
import { ApprovalExpiry } from './records/expiry.ts';

let lab: ApprovalLog;
beforeEach(() => {
  lab = new ApprovalLog();
});
const events = () => eventsOf(lab.log.read('reprise.access.>'));
const types = async () => (await events()).map(({ type }) => type);
const problem = (status: number, detail: string) => expect.objectContaining({ status, detail }) as unknown;

describe('a request for approval', () => {
  it('is recorded with the command, its reason, and its end', async () => {
    const { ids, jobId, answer } = await lab.ask(lab.ana, { body: { reason: 'newer reference', keep_work_dir: true } });
    const [recorded] = await events();
    expect(answer).toEqual({
      message: 'Waits for the approval of a second person',
      job_id: jobId,
      seq: recorded?.seq,
      command_id: ids.id,
      approval_id: ids.id,
    });
    expect(recorded).toMatchObject({
      type: 'approval_requested',
      subject: ids.id,
      actor: lab.ana.actor,
      correlation_id: `correlation of ${lab.ana.actor}`,
      causation_id: ids.causation_id,
      traceparent: expect.stringMatching(/^00-0af/) as string,
      data: {
        approval_id: ids.id,
        command: 'rerun',
        job_id: jobId,
        reason: 'newer reference',
        body: { reason: 'newer reference', keep_work_dir: true },
      },
    });
    const { expires_at } = (recorded as unknown as { data: { expires_at: string } }).data;
    const left = Date.parse(expires_at) - Date.parse(recorded!.time);
    expect(Math.abs(left - TIME_MS)).toBeLessThan(60_000);
  });

  it.each([undefined, '', 5])('has no reason if none was given: %j', async (reason) => {
    const { ids } = await lab.ask(lab.ana, { body: { reason } });
    expect(await lab.approvals.find(ids.id)).toMatchObject({ reason: null });
  });

  it('must come from a person, so that it is another one', async () => {
    for (const by of [MACHINE, { ...MACHINE, actor: 'gateway' }])
      await expect(lab.ask(by)).rejects.toEqual(
        problem(403, 'This needs a second person: sign in with an account of your own, and ask again.'),
      );
    expect(await types()).toEqual([]);
    expect((await lab.ask(tokenOf(lab.ana))).answer).not.toBeNull();
  });

  it('waits once for each job, and can be repeated after a decision', async () => {
    const { ids, jobId } = await lab.ask(lab.ana);
    await expect(lab.ask(lab.bo, { jobId })).rejects.toEqual(
      problem(409, 'A request to rerun this job waits for approval already.'),
    );
    await lab.ask(lab.ana);
    await lab.ask(lab.ana, { jobId, name: 'cancel' as never });
    await lab.decide(ids.id, 'reject', lab.bo);
    expect((await lab.ask(lab.bo, { jobId })).answer).not.toBeNull();
  });

  it('is one request if its ids repeat', async () => {
    const { ids, jobId } = await lab.ask(lab.ana);
    expect((await lab.ask(lab.ana, { ids, jobId })).answer).toBeNull();
    expect(await types()).toEqual(['approval_requested']);
    expect(await lab.requests.earlier(ids, 't')).toMatchObject({ status: 'waiting', answer: { approval_id: ids.id } });
    await lab.decide(ids.id, 'approve', lab.bo);
    expect(await lab.requests.earlier(ids, 't')).toMatchObject({ status: 'approved' });
  });

  it.each(['reject', 'withdraw'] as const)('states how it ended without being sent: %s', async (verdict) => {
    const { ids } = await lab.ask(lab.ana);
    await lab.decide(ids.id, verdict, verdict === 'reject' ? lab.bo : lab.ana);
    const { decided_at } = await lab.approvals.find(ids.id);
    const ended = verdict === 'reject' ? 'rejected by Bo Berg' : 'withdrawn by User';
    await expect(lab.requests.earlier(ids, 't')).rejects.toMatchObject({
      status: 409,
      detail: expect.stringMatching(
        new RegExp(
          `^The request to rerun this job was ${ended}.* at ${decided_at!}\\. Nothing was sent\\. ` +
            'To ask again, use another Idempotency-Key\\.$',
        ),
      ) as string,
    });
  });
});

describe('a decision', () => {
  it('by another person is recorded with their reason, and an approved command is sent once as requested', async () => {
    const { ids, jobId } = await lab.ask(lab.ana, { body: { keep_work_dir: true } });
    const record = await lab.decide(ids.id, 'approve', lab.bo, 'agreed');
    const [request, decision] = await events();
    expect(decision).toMatchObject({
      type: 'approval_granted',
      subject: ids.id,
      actor: lab.bo.actor,
      correlation_id: request?.correlation_id,
      traceparent: expect.stringMatching(/^00-0af/) as string,
      data: { approval_id: ids.id, command: 'rerun', job_id: jobId, reason: 'agreed' },
    });
    expect(record).toMatchObject({
      status: 'approved',
      decided_by: lab.bo.actor,
      decision_reason: 'agreed',
      decision_id: decision?.id,
    });
    expect(lab.sent).toMatchObject([
      {
        name: 'rerun',
        jobId,
        body: { keep_work_dir: true },
        caller: { actor: lab.ana.actor, correlation_id: request?.correlation_id },
        approval: { command_id: approvedCommandId(ids.id), decision_id: decision?.id },
      },
    ]);
  });

  it.each([
    ['reject', 'approval_rejected', 'rejected'],
    ['withdraw', 'approval_withdrawn', 'withdrawn'],
  ] as const)('to %s sends nothing', async (verdict, type, status) => {
    const { ids } = await lab.ask(lab.ana);
    const by = verdict === 'withdraw' ? lab.ana : lab.bo;
    expect(await lab.decide(ids.id, verdict, by)).toMatchObject({ status, decided_by: by.actor });
    expect(await types()).toEqual(['approval_requested', type]);
    expect(lab.sent).toEqual([]);
  });

  it('is repeated by the same person without effect, and the command is sent again, since it may be lost', async () => {
    const { ids } = await lab.ask(lab.ana);
    await lab.decide(ids.id, 'approve', lab.bo);
    expect(await lab.decide(ids.id, 'approve', lab.bo)).toMatchObject({ status: 'approved' });
    expect(await types()).toEqual(['approval_requested', 'approval_granted']);
    expect(lab.sent).toHaveLength(2);
  });

  it('happens once, and another one afterwards is refused', async () => {
    const cy = personWith('operator');
    const { ids } = await lab.ask(lab.ana);
    await lab.decide(ids.id, 'approve', lab.bo);
    const refused = problem(409, 'This request was approved already.');
    for (const [verdict, by] of [
      ['approve', cy],
      ['reject', cy],
      ['reject', lab.bo],
      ['withdraw', lab.ana],
    ] as const)
      await expect(lab.decide(ids.id, verdict, by)).rejects.toEqual(refused);
    expect(lab.sent).toHaveLength(1);
  });

  it('is refused to the requester and their tokens, except a withdrawal', async () => {
    const own = problem(403, 'You cannot approve or reject your own request. Ask someone else.');
    for (const by of [lab.ana, tokenOf(lab.ana)]) {
      const { ids } = await lab.ask(by);
      for (const verdict of ['approve', 'reject'] as const) {
        await expect(lab.decide(ids.id, verdict, lab.ana)).rejects.toEqual(own);
        await expect(lab.decide(ids.id, verdict, tokenOf(lab.ana))).rejects.toEqual(own);
      }
      await expect(lab.decide(ids.id, 'withdraw', lab.bo)).rejects.toEqual(
        problem(403, 'Only the person who asked can withdraw it.'),
      );
    }
  });

  it('requires a person with the right to the command', async () => {
    const { ids } = await lab.ask(lab.ana);
    await expect(lab.decide(ids.id, 'approve', tokenOf(lab.bo))).rejects.toEqual(
      problem(403, 'Approving needs a person: sign in with an account, not with a token.'),
    );
    await expect(lab.decide(ids.id, 'approve', MACHINE)).rejects.toMatchObject({ status: 403 });
    await expect(lab.decide(ids.id, 'approve', personWith('viewer'))).rejects.toMatchObject({
      status: 403,
      detail: expect.stringContaining('needs the role operator') as string,
    });
    expect(MACHINE.actor).toBe(MACHINE_ACTOR);
  });

  it('requires an existing request', async () => {
    await expect(lab.decide('x'.repeat(200), 'approve', lab.bo)).rejects.toEqual(
      problem(404, `There is no request for approval ${'x'.repeat(100)}.`),
    );
  });

  it('is retried while others append, and finally given up', async () => {
    const { ids } = await lab.ask(lab.ana);
    const append = lab.log.append.bind(lab.log);
    let conflicts = 2;
    Object.assign(lab.log, {
      append: async (...given: Parameters<typeof append>) => {
        if (conflicts-- > 0) throw new ConflictError('others were faster');
        return append(...given);
      },
    });
    expect(await lab.decide(ids.id, 'reject', lab.bo)).toMatchObject({ status: 'rejected' });
    const second = await lab.ask(lab.ana);
    conflicts = 1000;
    await expect(lab.decide(second.ids.id, 'reject', lab.bo)).rejects.toMatchObject({
      status: 503,
      detail: 'Others are deciding at the same time. Try again.',
      headers: { 'retry-after': '1' },
    });
  });

  it('expects that no other decision was made in between', async () => {
    const { ids } = await lab.ask(lab.ana);
    const both = await Promise.allSettled([
      lab.decide(ids.id, 'approve', lab.bo),
      lab.decide(ids.id, 'reject', personWith('operator')),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await types()).toHaveLength(2);
  });

  it('throws while the log does not answer', async () => {
    const { ids } = await lab.ask(lab.ana);
    await lab.log.close();
    await expect(lab.decide(ids.id, 'reject', lab.bo)).rejects.toThrow(LogUnavailableError);
  });
});

describe('a request without a timely decision', () => {
  const later = () => jest.useFakeTimers({ now: Date.now() + TIME_MS, doNotFake: ['nextTick', 'setImmediate'] });
  afterEach(() => jest.useRealTimers());

  it('is recorded as expired once, by the gateway, and can no longer be decided', async () => {
    const { ids, jobId } = await lab.ask(lab.ana);
    const expiry = new ApprovalExpiry(lab.approvals);
    await expiry.record();
    expect(await types()).toEqual(['approval_requested']);
    later();
    expect(await lab.approvals.find(ids.id)).toMatchObject({ status: 'expired', decision_id: null });
    await expect(lab.decide(ids.id, 'approve', lab.bo)).rejects.toEqual(problem(409, 'This request has expired.'));
    await Promise.all([expiry.record(), new ApprovalExpiry(lab.opened()).record()]);
    await expiry.record();
    const [request, ...recorded] = await events();
    expect(recorded).toMatchObject([
      {
        type: 'approval_expired',
        subject: ids.id,
        actor: GATEWAY,
        correlation_id: request?.correlation_id,
        data: { approval_id: ids.id, command: 'rerun', job_id: jobId },
      },
    ]);
    await expect(lab.requests.earlier(ids, 't')).rejects.toMatchObject({
      detail: expect.stringMatching(/^The request to rerun this job expired at .*\. Nothing was sent\./) as string,
    });
  });
});

describe('the list of requests', () => {
  it('has the newest first, and each gateway continues it from the log', async () => {
    const other = lab.opened();
    const first = await lab.ask(lab.ana);
    expect(await other.list()).toHaveLength(1);
    const second = await lab.ask(lab.ana, { ids: idsOf(), jobId: newId() });
    await lab.decide(first.ids.id, 'reject', lab.bo);
    const seen = await other.list();
    expect(seen.map(({ approval_id }) => approval_id)).toEqual([second.ids.id, first.ids.id]);
    expect(seen.map(({ status }) => status)).toEqual(['waiting', 'rejected']);
  });

  it('reads each event from the log once', async () => {
    await lab.ask(lab.ana);
    const read = lab.log.read.bind(lab.log);
    let taken = 0;
    Object.assign(lab.log, {
      read: async function* (...given: Parameters<typeof read>) {
        for await (const entry of read(...given)) {
          taken += 1;
          yield entry;
        }
      },
    });
    const other = lab.opened();
    for (let look = 0; look < 3; look += 1) expect(await other.list()).toHaveLength(1);
    expect(taken).toBe(1);
  });

  it('skips an unreadable message', async () => {
    const { ids } = await lab.ask(lab.ana);
    const [request] = await entriesOf(lab.log);
    lab.log.plant({ ...request!, payload: Buffer.from('{"') });
    expect(await lab.opened().list()).toMatchObject([{ approval_id: ids.id, status: 'waiting' }]);
  });

  it('is read again after the log was away', async () => {
    await lab.ask(lab.ana);
    const other = lab.opened();
    const read = lab.log.read.bind(lab.log);
    Object.assign(lab.log, {
      read: () => {
        throw new LogUnavailableError('away', 'not_stored');
      },
    });
    await expect(other.list()).rejects.toThrow(LogUnavailableError);
    Object.assign(lab.log, { read });
    expect(await other.list()).toHaveLength(1);
  });
});
