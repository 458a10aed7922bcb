import { jobFilter, userActor, type CommandName, type OnCancel } from '@reprise/contracts';
import { eventsOf, LogUnavailableError, MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import { nothingKnown } from '@reprise/job';
import { JobStore, LoggedJobStates, type JobStates } from '@reprise/job-store';
import { CommandAnswers } from '../../shared/commands/command-answers.ts';
import type { Caller } from '../../shared/http/caller.ts';
import type { ProblemException } from '../../shared/http/problem.ts';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import type { CommandMetrics } from '../../shared/metrics/command-metrics.ts';
import { JobCommandHandler } from './job-command.handler.ts';
import { JobCommandRequest } from '../command-requests/job-command-request.ts';
import { CommandPolicy } from '../policy/command-policy.ts';
import type { PolicySettings } from '../policy/command-rule.ts';
import type { BodyOf, LookUpSources } from '../command-requests/look-up.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const caller = (key?: string): Caller => ({
  actor: 'admin',
  correlation_id: 'correlation-1',
  traceparent,
  ...(key !== undefined && { idempotency_key: key }),
});
const pipeline: { manifest: { name: string; on_cancel?: OnCancel }; revision: string } = {
  manifest: { name: 'toy' },
  revision: 'r1',
};
const sources = {
  pipelines: {
    find: () => pipeline,
    checkLaunch: async () => ({ launch: null, pipeline, warnings: [] }),
    at: async (named: object) => named,
    check: async () => ({ params: {}, inputs: [], warnings: [] }),
  },
  queues: { assertExists: async () => undefined },
} as unknown as LookUpSources;

let log: MemoryEventLog;
let runner: SimulatedRunner;
let handler: JobCommandHandler;
let counted: string[];
let writes: OwnWrites;
beforeEach(() => {
  log = new MemoryEventLog();
  runner = new SimulatedRunner(log);
  counted = [];
  writes = new OwnWrites({ position: () => 0 });
  handler = handlerOf(log);
});

const statesOf = (given: EventLog, snapshot = nothingKnown) => new LoggedJobStates(given, async () => snapshot);
function handlerOf(
  given: EventLog,
  states: JobStates = statesOf(given),
  reasonRequired: CommandName[] = [],
  approved: PolicySettings['approvals']['commands'] = [],
) {
  const count: CommandMetrics['count'] = (name, outcome) => void counted.push(`${name} ${outcome}`);
  const followed = { assertSame: async () => undefined };
  const policy = new CommandPolicy({ cancelOfOthers: 'anyone', approvals: { commands: approved, timeMs: 1 } });
  const approvals = { earlier: async () => null, ask: async () => Promise.reject(new Error('asks for an approval')) };
  return new JobCommandHandler(
    new JobStore(given, states),
    sources,
    new CommandAnswers(followed as never, { count } as never, writes, { reasonRequired }),
    policy,
    approvals as never,
  );
}

const submission: BodyOf<'submit'> = { pipeline: 'toy', sample_name: 'S1', params: {} };
const submit = async (key?: string) =>
  (await handler.execute(new JobCommandRequest('submit', undefined, submission, caller(key)))).job_id;
const cancel = (jobId: string, key?: string, reason?: string, by = handler) =>
  by.execute(new JobCommandRequest('cancel', jobId, { reason }, caller(key)));
const typesOf = async (jobId: string) => (await eventsOf(log.read(jobFilter(jobId)))).map(({ type }) => type);
const problemOf = (promise: Promise<unknown>): Promise<ProblemException> =>
  promise.then(
    () => {
      throw new Error('it was accepted');
    },
    (error: unknown) => error as ProblemException,
  );

describe('an accepted command', () => {
  it('appends events with actor, reason and correlation id, and answers with the first of them', async () => {
    const jobId = await submit();
    const receipt = await cancel(jobId, undefined, 'wrong sample');
    const [, requested, cancelled] = await eventsOf(log.read(jobFilter(jobId)));
    expect(receipt).toEqual({
      message: 'Pipeline cancelled successfully',
      job_id: jobId,
      seq: requested?.seq,
      command_id: requested?.id,
    });
    expect(requested).toMatchObject({
      type: 'cancel_requested',
      actor: 'admin',
      source: '/reprise/gateway',
      correlation_id: 'correlation-1',
      causation_id: receipt.command_id,
      traceparent,
      data: { attempt: 1, reason: 'wrong sample' },
    });
    expect(cancelled).toMatchObject({ type: 'attempt_cancelled', causation_id: receipt.command_id, traceparent });
    expect(counted).toEqual(['submit accepted', 'cancel accepted']);
  });

  it("records the pipeline's policy for cancelled jobs with a submission", async () => {
    const policies = async () => {
      const [submitted] = await eventsOf(log.read(jobFilter(await submit())));
      return (submitted?.data as { on_cancel?: string }).on_cancel;
    };
    const { manifest } = pipeline;
    expect(await policies()).toBeUndefined();
    for (const on_cancel of ['keep', 'delete_partial_outputs'] as const) {
      pipeline.manifest = { ...manifest, on_cancel };
      expect(await policies()).toBe(on_cancel === 'keep' ? undefined : on_cancel);
    }
    pipeline.manifest = manifest;
  });

  it('starts from the snapshot and reads only the events after it', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const reads: unknown[] = [];
    const watched = Object.assign(Object.create(log) as MemoryEventLog, {
      read: (...given: Parameters<EventLog['read']>) => (reads.push(given[1]), log.read(...given)),
    });
    const snapshot = await statesOf(log).job(jobId);
    await cancel(jobId, undefined, undefined, handlerOf(watched, statesOf(watched, snapshot)));
    expect(reads).toEqual([{ from: 4 }]);
    expect(await typesOf(jobId)).toContain('cancel_requested');
  });
});

describe('a refused command', () => {
  it('is recorded with the message that the person saw', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    await runner.succeed(jobId);
    const problem = await problemOf(cancel(jobId, undefined, 'too late?'));
    expect([problem.getStatus(), problem.detail]).toEqual([400, 'Cannot cancel job with status: completed']);
    const refused = (await eventsOf(log.read(jobFilter(jobId)))).at(-1);
    expect(refused).toMatchObject({
      type: 'cancel_refused',
      data: { attempt: 1, status: 'completed', reason: 'too late?', detail: problem.detail, refusal: 'wrong_status' },
    });
    expect(counted.at(-1)).toBe('cancel refused');
  });

  it('leaves no trace for an unknown job', async () => {
    const problem = await problemOf(cancel(newId()));
    expect(problem.getStatus()).toBe(404);
    expect(await log.lastSeq('reprise.>')).toBe(0);
  });
});

describe('a second cancel during a cancel', () => {
  it('gets the answer of the first, and is recorded as a command without effect', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const { message } = await cancel(jobId);
    const second = await cancel(jobId, undefined, 'me too');
    expect(second).toEqual({ message, job_id: jobId, seq: second.seq, command_id: second.command_id });
    expect((await typesOf(jobId)).slice(-2)).toEqual(['cancel_requested', 'cancel_unchanged']);
    expect(await log.lastSeq('reprise.>')).toBe(second.seq);
    expect(counted.slice(-2)).toEqual(['cancel accepted', 'cancel already_so']);
  });

  it('gets the same answer when many arrive at once', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const receipts = await Promise.all(Array.from({ length: 8 }, () => cancel(jobId)));
    expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(8);
    expect((await typesOf(jobId)).filter((type) => type === 'cancel_requested')).toHaveLength(1);
  });
});

describe("a cancel of another person's job that a second person approves", () => {
  it('needs no approval when it joins a running cancel', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const approving = handlerOf(log, statesOf(log), [], ['cancel']);
    const other = { ...caller(), actor: userActor({ userId: newId() }) };
    const byOther = () => approving.execute(new JobCommandRequest('cancel', jobId, {}, other));
    await expect(byOther()).rejects.toThrow('asks for an approval');
    await cancel(jobId);
    await byOther();
    expect((await typesOf(jobId)).slice(-2)).toEqual(['cancel_requested', 'cancel_joined']);
  });
});

describe('an Idempotency-Key', () => {
  it('repeats the answer of a command without effect, also after the state has changed', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    await cancel(jobId);
    const second = await cancel(jobId, 'key-2');
    await runner.endCancelled(jobId);
    expect(await cancel(jobId, 'key-2')).toEqual(second);
    expect(await typesOf(jobId)).not.toContain('cancel_refused');
  });

  it('makes a repeated command one command, also after its job has continued', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const first = await cancel(jobId, 'key-1');
    await runner.endCancelled(jobId);
    expect(await cancel(jobId, 'key-1')).toEqual(first);
    expect(counted.slice(-2)).toEqual(['cancel accepted', 'cancel repeated']);
    expect(await typesOf(jobId)).not.toContain('cancel_refused');
  });

  it('makes two simultaneous commands one command', async () => {
    const jobId = await submit();
    const [first, second] = await Promise.all([cancel(jobId, 'key-1'), cancel(jobId, 'key-1')]);
    expect(second).toEqual(first);
    expect(await typesOf(jobId)).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
  });

  it('repeats a refusal without recording it twice', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    await runner.succeed(jobId);
    const [first, second] = [await problemOf(cancel(jobId, 'key-1')), await problemOf(cancel(jobId, 'key-1'))];
    expect([second.getStatus(), second.detail]).toEqual([first.getStatus(), first.detail]);
    expect((await typesOf(jobId)).filter((type) => type === 'cancel_refused')).toHaveLength(1);
  });

  it('is refused with a different body', async () => {
    const jobId = await submit();
    await cancel(jobId, 'key-1', 'wrong sample');
    const problem = await problemOf(cancel(jobId, 'key-1', 'another reason'));
    expect(problem.getStatus()).toBe(422);
    expect(problem.errors).toEqual([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
  });
});

describe('a command that requires a reason', () => {
  it('is a wrong request without a reason, and takes effect with one', async () => {
    const jobId = await submit();
    const strict = handlerOf(log, statesOf(log), ['cancel']);
    const problem = await problemOf(cancel(jobId, undefined, undefined, strict));
    expect([problem.getStatus(), problem.errors]).toEqual([
      422,
      [{ field: 'reason', message: 'is required to cancel a job' }],
    ]);
    expect(await typesOf(jobId)).toEqual(['submitted']);
    await cancel(jobId, undefined, 'wrong sample', strict);
    expect(await typesOf(jobId)).toContain('cancel_requested');
  });
});

describe('a command that meets a faster one', () => {
  it('loads and decides again: a cancel after the end of the attempt is refused', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const states = statesOf(log);
    let raced = false;
    const racing = Object.assign(Object.create(states) as JobStates, {
      job: async (id: string) => {
        const known = await states.job(id);
        if (!raced) await runner.succeed(id);
        raced = true;
        return known;
      },
    });
    const problem = await problemOf(cancel(jobId, undefined, undefined, handlerOf(log, racing)));
    expect(problem.detail).toBe('Cannot cancel job with status: completed');
    expect(await typesOf(jobId)).not.toContain('cancel_requested');
  });
});

describe('a command while the log is away', () => {
  it('reports the log as away, and counts as failed', async () => {
    const jobId = await submit();
    await log.close();
    await expect(cancel(jobId)).rejects.toThrow(LogUnavailableError);
    expect(counted.at(-1)).toBe('cancel failed');
  });
});
