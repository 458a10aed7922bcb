import { jobFilter, queueFilter } from '@reprise/contracts';
import { ConflictError, eventsOf, LogUnavailableError, MemoryEventLog, newId } from '@reprise/event-log';
import { refuse } from '@reprise/job';
import { IdempotencyKeyReusedError, JobContendedError } from './errors.ts';
import { aJob, ContendedLog, contextOf, storeOver, submit, watchedStates } from './job-store.fixture.ts';
import { JobStore } from './job-store.ts';
import type { Policy, Ruling } from './policy.ts';
import { LoggedJobStates } from './logged-job-states.ts';

let log: MemoryEventLog;
beforeEach(() => {
  log = new MemoryEventLog();
});
const slots = async () => (await eventsOf(log.read(queueFilter('default')))).map(({ type }) => type);

describe('an accepted command', () => {
  it('appends events with actor, reason and correlation id, and answers with the first of them', async () => {
    const job = await aJob(log);
    const context = contextOf({ traceparent: '00-1-2-01' });
    const handled = await job.cancel(context, 'wrong sample');
    const [, requested, cancelled] = await eventsOf(log.read(jobFilter(job.id)));
    const command = { seq: requested?.seq, command_id: context.id, last_seq: cancelled?.seq };
    expect(handled).toEqual({ outcome: 'accepted', ...command, repeated: false });
    expect(requested).toMatchObject({ type: 'cancel_requested', ...context, data: { reason: 'wrong sample' } });
    expect(cancelled).toMatchObject({ type: 'attempt_cancelled', actor: 'ada', causation_id: context.id });
  });

  it('is decided on a snapshot and the events after it', async () => {
    const job = await aJob(log);
    const snapshot = await new LoggedJobStates(log, async () => ({ state: { status: 'unknown' }, life_seq: 0 })).job(
      job.id,
    );
    await job.start();
    const states = new LoggedJobStates(log, async () => snapshot);
    expect((await states.job(job.id)).state.status).toBe('running');
    const handled = await new JobStore(log, states).handle(job.id, { name: 'cancel', reason: null }, contextOf());
    expect(handled.outcome).toBe('accepted');
  });
});

describe('a refused command', () => {
  it('of a person is recorded with the code and text of the refusal', async () => {
    const job = await aJob(log);
    await job.start();
    await job.succeed();
    const detail = 'Cannot cancel job with status: completed';
    expect(await job.cancel(contextOf(), 'too late?')).toEqual({
      outcome: 'refused',
      code: 'wrong_status',
      detail,
      repeated: false,
      last_seq: await log.lastSeq(jobFilter(job.id)),
    });
    expect((await eventsOf(log.read(jobFilter(job.id)))).at(-1)).toMatchObject({
      type: 'cancel_refused',
      data: { attempt: 1, status: 'completed', reason: 'too late?', detail, refusal: 'wrong_status' },
    });
  });

  it('of a runner is answered, and leaves no trace', async () => {
    const job = await aJob(log);
    expect(await job.succeed()).toMatchObject({ outcome: 'refused', code: 'not_started' });
    expect(await job.types()).toEqual(['submitted']);
  });

  it('that submits an existing job leaves no trace, since its sender intended a new one', async () => {
    const job = await aJob(log);
    expect(await job.submit()).toMatchObject({ outcome: 'refused', code: 'submitted_before', last_seq: null });
    expect(await job.types()).toEqual(['submitted']);
  });

  it('for an unknown job leaves no trace', async () => {
    const handled = await storeOver(log).handle(newId(), { name: 'cancel', reason: null }, contextOf());
    expect(handled).toMatchObject({ outcome: 'refused', code: 'unknown_job' });
    expect(await log.lastSeq('reprise.>')).toBe(0);
  });
});

describe('the policy of a command', () => {
  const ruled = async (id: string, ruling: Ruling) => {
    const asked: string[] = [];
    const policy: Policy = ({ submitted_by }, { name }) => (asked.push(`${name} of ${submitted_by!}`), ruling);
    const handled = await storeOver(log).handle(id, { name: 'cancel', reason: null }, contextOf(), policy);
    return { handled, asked };
  };

  it('is evaluated once, with the job and the command, before the decision', async () => {
    const job = await aJob(log);
    const { handled, asked } = await ruled(job.id, null);
    expect([handled.outcome, asked]).toEqual(['accepted', ['cancel of ada']]);
  });

  it('holds a command that would be accepted, and nothing is recorded', async () => {
    const job = await aJob(log);
    expect((await ruled(job.id, 'hold')).handled).toEqual({ outcome: 'held' });
    expect(await job.types()).toEqual(['submitted']);
  });

  it('does not hold a refused command, nor one without effect', async () => {
    const job = await aJob(log);
    await job.start();
    await job.cancel();
    expect((await ruled(job.id, 'hold')).handled).toMatchObject({ outcome: 'already_so' });
    const other = await aJob(log);
    await other.start();
    await other.succeed();
    expect((await ruled(other.id, 'hold')).handled).toMatchObject({ outcome: 'refused', code: 'wrong_status' });
  });
});

describe('a second cancel during a cancel', () => {
  it('is recorded with its reason, and cancels nothing again', async () => {
    const job = await aJob(log);
    await job.start();
    const first = await job.cancel();
    const context = contextOf();
    const second = await job.cancel(context, 'me too');
    const recorded = (await eventsOf(log.read(jobFilter(job.id)))).at(-1)!;
    const { seq } = recorded;
    expect(seq).toBeGreaterThan('seq' in first ? first.seq : Infinity);
    expect(second).toEqual({ outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false });
    expect(recorded).toMatchObject({
      type: 'cancel_unchanged',
      ...context,
      data: { attempt: 1, reason: 'me too', detail: 'The job was being cancelled already.' },
    });
    expect((await job.types()).filter((type) => type === 'cancel_requested')).toHaveLength(1);
  });

  it('does so also if many arrive at once', async () => {
    const job = await aJob(log);
    await job.start();
    const handled = await Promise.all(Array.from({ length: 8 }, () => job.cancel()));
    expect(new Set(handled.map((answer) => 'seq' in answer && answer.seq)).size).toBe(8);
    expect(handled.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect((await job.types()).filter((type) => type === 'cancel_requested')).toHaveLength(1);
    expect((await job.types()).filter((type) => type === 'cancel_unchanged')).toHaveLength(7);
  });
});

describe('a repeatable command', () => {
  const keyed = (causation_id = newId()) => ({ id: newId(), causation_id, repeatable: true });

  it('is one command, also after its job has continued', async () => {
    const job = await aJob(log);
    const context = contextOf(keyed());
    const first = await job.cancel(context);
    expect(await job.cancel(context)).toEqual({ ...first, repeated: true });
    expect(await job.types()).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
  });

  it('is one command also if it arrives twice at once', async () => {
    const job = await aJob(log);
    const context = contextOf(keyed());
    const [first, second] = await Promise.all([job.cancel(context), job.cancel(context)]);
    expect([first.repeated, second.repeated].toSorted()).toEqual([false, true]);
    expect({ ...second, repeated: false }).toEqual({ ...first, repeated: false });
    expect(await job.types()).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
  });

  it('is one command also if another gateway accepts it between two reads', async () => {
    const [id, context] = [newId(), contextOf(keyed())];
    const { states } = watchedStates(log);
    const read = states.job.bind(states);
    let reads = 0;
    const job = async (jobId: string) => {
      if (reads++ === 0) await storeOver(log).handle(id, submit, context);
      return read(jobId);
    };
    const answer = await new JobStore(log, Object.assign(states, { job })).handle(id, submit, context);
    expect(answer).toMatchObject({ outcome: 'accepted', command_id: context.id, repeated: true });
    expect(await eventsOf(log.read(jobFilter(id)))).toHaveLength(1);
  });

  it('gets its refusal again, recorded once', async () => {
    const job = await aJob(log);
    await job.start();
    await job.succeed();
    const context = contextOf(keyed());
    const first = await job.cancel(context);
    expect(await job.cancel(context)).toEqual({ ...first, repeated: true });
    expect((await job.types()).filter((type) => type === 'cancel_refused')).toHaveLength(1);
  });

  it('gets one refusal also if it arrives twice at once', async () => {
    const job = await aJob(log);
    await job.start();
    await job.succeed();
    const context = contextOf(keyed());
    const [first, second] = await Promise.all([job.cancel(context), job.cancel(context)]);
    expect([first.repeated, second.repeated].toSorted()).toEqual([false, true]);
    expect({ ...second, repeated: false }).toEqual({ ...first, repeated: false });
    expect((await job.types()).filter((type) => type === 'cancel_refused')).toHaveLength(1);
  });

  it('without effect gets the same answer again, and does not act on later changes', async () => {
    const job = await aJob(log);
    const give = (priority: number, context = contextOf()) =>
      storeOver(log).handle(job.id, { name: 'priority', priority, reason: null }, context);
    const context = contextOf(keyed());
    const first = await give(0, context);
    expect(first.outcome).toBe('already_so');
    await give(7);
    expect(await give(0, context)).toEqual({ ...first, repeated: true });
    expect(await job.types()).toEqual(['submitted', 'priority_unchanged', 'priority_changed']);
    await expect(give(0, { ...context, causation_id: newId() })).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('without effect is recorded once also if it arrives twice at once', async () => {
    const job = await aJob(log);
    const context = contextOf(keyed());
    const give = () => storeOver(log).handle(job.id, { name: 'priority', priority: 0, reason: null }, context);
    const [first, second] = await Promise.all([give(), give()]);
    expect({ ...second, repeated: false }).toEqual({ ...first, repeated: false });
    expect(await job.types()).toEqual(['submitted', 'priority_unchanged']);
  });

  it('is rejected if its key belongs to another request', async () => {
    const job = await aJob(log);
    const context = contextOf(keyed());
    await job.cancel(context);
    await expect(job.cancel({ ...context, causation_id: newId() })).rejects.toThrow(IdempotencyKeyReusedError);
  });
});

describe('a report or rule without effect', () => {
  it('leaves no trace, since a service repeats it until it is effective', async () => {
    const job = await aJob(log);
    await job.start();
    await job.succeed();
    const clean = { name: 'clean', what: 'work_dir', reason: 'retention', rule: 'work dirs after 30 days' } as const;
    const give = () => storeOver(log).handle(job.id, clean, contextOf());
    expect((await give()).outcome).toBe('accepted');
    const before = await job.types();
    const context = contextOf();
    const seq = await log.lastSeq(jobFilter(job.id));
    expect(await storeOver(log).handle(job.id, clean, context)).toEqual({
      outcome: 'already_so',
      seq,
      command_id: context.id,
      last_seq: seq,
      repeated: false,
    });
    expect(await job.types()).toEqual(before);
  });
});

describe('the slots of a queue', () => {
  it('are taken with the claim and released with the ending, each in one batch', async () => {
    const job = await aJob(log);
    await job.claim();
    expect(await slots()).toEqual(['slot_taken']);
    await job.cancel();
    await storeOver(log).handle(
      job.id,
      { name: 'confirm_cancel', attempt: 1, signals: [], processes_ended: 0, survivors: 0, duration_ms: null },
      contextOf(),
    );
    expect(await slots()).toEqual(['slot_taken', 'slot_released']);
  });

  it('go to one of two runners that claim at once', async () => {
    const job = await aJob(log);
    const claim = (runner_id: string) =>
      storeOver(log).handle(job.id, { name: 'claim', attempt: 1, runner_id }, contextOf());
    const outcomes = (await Promise.all([claim('a'), claim('b')])).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['accepted', 'refused']);
    expect(await slots()).toEqual(['slot_taken']);
  });

  it('are not affected by the cancel of an unclaimed attempt', async () => {
    const job = await aJob(log);
    await job.cancel();
    expect(await slots()).toEqual([]);
  });
});

describe('a command that meets faster writers', () => {
  it('loads and decides again: a cancel that meets the end of the attempt is refused', async () => {
    const job = await aJob(log);
    await job.start();
    let tries = 0;
    const handled = await storeOver(log).handle(
      job.id,
      async () => {
        if (tries++ === 0) await job.succeed();
        return { name: 'cancel', reason: null };
      },
      contextOf(),
    );
    expect(handled).toMatchObject({ outcome: 'refused', detail: 'Cannot cancel job with status: completed' });
    expect(await job.types()).not.toContain('cancel_requested');
  });

  it('gives up if the conflicts do not end', async () => {
    const job = await aJob(log);
    await job.start();
    const stale = await new LoggedJobStates(log, async () => ({ state: { status: 'unknown' }, life_seq: 0 })).job(
      job.id,
    );
    await job.cancel();
    const states = Object.assign(new LoggedJobStates(log, async () => stale), { job: async () => stale });
    const handling = new JobStore(log, states, { maxTries: 3 }).handle(
      job.id,
      { name: 'cancel', reason: null },
      contextOf(),
    );
    await expect(handling).rejects.toThrow(JobContendedError);
    await expect(handling).rejects.toMatchObject({
      name: 'JobContendedError',
      code: 'JOB_CONTENDED',
      message: `Job ${job.id} changed each time a command was decided`,
    });
  });
});

describe('the state for a decision', () => {
  it("contains the command's events at once, with their sequences", async () => {
    const job = await aJob(log);
    const { states, heard, refreshed } = watchedStates(log);
    const store = new JobStore(log, states);
    await store.handle(job.id, { name: 'claim', attempt: 1, runner_id: 'a' }, contextOf());
    const recorded = await eventsOf(log.read([jobFilter(job.id), queueFilter('default')]));
    expect(heard).toEqual(recorded.slice(1));
    expect(heard.map(({ type }) => type)).toEqual(['attempt_claimed', 'slot_taken']);
    expect(refreshed).toEqual([]);
    expect(await store.known(job.id)).toMatchObject({ state: { claimed_by: 'a' }, life_seq: heard[0]?.seq });
  });

  it('is read again after a conflict: the job, and the queue if the command concerns its slots', async () => {
    const contended = new ContendedLog(0);
    const job = await aJob(contended);
    Object.assign(contended, { appendAtomic: conflictingOnce(contended) });
    const { states, refreshed } = watchedStates(contended);
    await new JobStore(contended, states).handle(job.id, { name: 'cancel', reason: null }, contextOf());
    expect(refreshed).toEqual([job.id]);
    const other = await aJob(contended);
    Object.assign(contended, { appendAtomic: conflictingOnce(contended) });
    refreshed.length = 0;
    const claim = { name: 'claim', attempt: 1, runner_id: 'a' } as const;
    expect(await new JobStore(contended, states).handle(other.id, claim, contextOf())).toMatchObject({
      outcome: 'accepted',
    });
    expect(refreshed).toEqual([other.id, 'default']);
  });

  it('may depend on the job in its circumstances', async () => {
    const job = await aJob(log);
    const handled = await storeOver(log).handle(job.id, { name: 'cancel', reason: null }, ({ requested_by }) =>
      contextOf({ causation_id: requested_by }),
    );
    expect(handled).toMatchObject({ outcome: 'accepted' });
    const [submitted, cancel] = await eventsOf(log.read(jobFilter(job.id)));
    expect(cancel).toMatchObject({ causation_id: submitted?.id });
  });
});

describe('a command that its sender may not send', () => {
  const objection = refuse('not_owner', 'Only the owner may cancel this job.');
  const cancel = (id: string) =>
    storeOver(log).handle(id, { name: 'cancel', reason: null }, contextOf(), () => objection);

  it('is refused and recorded in any state of the job, but not for a job that does not exist', async () => {
    const job = await aJob(log);
    expect(await cancel(job.id)).toMatchObject({
      outcome: 'refused',
      code: 'not_owner',
      detail: 'Only the owner may cancel this job.',
    });
    const [, recorded] = await eventsOf(log.read(jobFilter(job.id)));
    expect(recorded).toMatchObject({ type: 'cancel_refused', data: { refusal: 'not_owner' } });
    expect(await cancel(newId())).toMatchObject({ code: 'unknown_job', last_seq: null });
  });
});

/** Appends to a log, after one conflict. */
function conflictingOnce(to: ContendedLog): MemoryEventLog['appendAtomic'] {
  let isFirst = true;
  return async (entries) => {
    if (!isFirst) return MemoryEventLog.prototype.appendAtomic.call(to, entries);
    isFirst = false;
    throw new ConflictError('others were faster');
  };
}

it('throws while the log does not answer', async () => {
  const job = await aJob(log);
  await log.close();
  await expect(job.cancel()).rejects.toThrow(LogUnavailableError);
});
