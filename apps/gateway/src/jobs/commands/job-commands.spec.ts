import { jobFilter, type CommandName } from '@reprise/contracts';
import { eventsOf, LogUnavailableError, MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import { LoggedJobStates } from '@reprise/job-store';
import { nothingKnown, type PersonCommand } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import type { ProblemException } from '../../shared/http/problem.ts';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { commandIds } from './command-ids.ts';
import { JobCommands } from './job-commands.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const caller = (key?: string): Caller => ({
  actor: 'ada',
  correlation_id: 'correlation-1',
  traceparent,
  ...(key !== undefined && { idempotency_key: key }),
});
const submission: PersonCommand = {
  name: 'submit',
  sample_name: 'S1',
  pipeline: 'toy',
  pipeline_revision: 'r1',
  params: {},
  inputs: [],
  queue: 'default',
  priority: 0,
  reason: null,
};

let log: MemoryEventLog;
let runner: SimulatedRunner;
let jobs: JobCommands;
let counted: string[];
beforeEach(() => {
  log = new MemoryEventLog();
  runner = new SimulatedRunner(log);
  counted = [];
  jobs = over(log);
});
const over = (given: EventLog) =>
  new JobCommands(
    given,
    async () => nothingKnown,
    (verb, outcome) => void counted.push(`${verb} ${outcome}`),
  );

const order = (verb: CommandName, jobId: string, command: PersonCommand, key?: string) => ({
  verb,
  jobId,
  caller: caller(key),
  ids: commandIds(caller(key), `POST ${jobId}/${verb}`, command),
  command: async () => command,
});
const submit = async (key?: string) => {
  const jobId = newId();
  await jobs.carryOut(order('submit', jobId, submission, key));
  return jobId;
};
const cancel = (jobId: string, key?: string, reason: string | null = null, desk = jobs) =>
  desk.carryOut(order('cancel', jobId, { name: 'cancel', reason }, key));
const typesOf = async (jobId: string) => (await eventsOf(log.read(jobFilter(jobId)))).map(({ type }) => type);
const problemOf = (promise: Promise<unknown>): Promise<ProblemException> =>
  promise.then(
    () => {
      throw new Error('it was accepted');
    },
    (error: unknown) => error as ProblemException,
  );

describe('an accepted command', () => {
  it('becomes events that tell who, why, and what they belong to, and answers with the first of them', async () => {
    const jobId = await submit();
    const receipt = await cancel(jobId, undefined, 'wrong sample');
    const [, requested, cancelled] = await eventsOf(log.read(jobFilter(jobId)));
    expect(receipt).toEqual({ job_id: jobId, seq: requested?.seq, command_id: requested?.id });
    expect(requested).toMatchObject({
      type: 'cancel_requested',
      actor: 'ada',
      source: '/reprise/gateway',
      correlation_id: 'correlation-1',
      causation_id: receipt.command_id,
      traceparent,
      data: { attempt: 1, reason: 'wrong sample' },
    });
    expect(cancelled).toMatchObject({ type: 'attempt_cancelled', causation_id: receipt.command_id, traceparent });
    expect(counted).toEqual(['submit accepted', 'cancel accepted']);
  });

  it('starts from the kept state and reads only what came after it', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const reads: unknown[] = [];
    const watched = Object.assign(Object.create(log) as MemoryEventLog, {
      read: (...given: Parameters<EventLog['read']>) => (reads.push(given[1]), log.read(...given)),
    });
    const kept = await new LoggedJobStates(log, async () => nothingKnown).job(jobId);
    await new JobCommands(watched, async () => kept).carryOut(order('cancel', jobId, { name: 'cancel', reason: null }));
    expect(reads).toEqual([{ from: 4 }]);
    expect(await typesOf(jobId)).toContain('cancel_requested');
  });
});

describe('a refused command', () => {
  it('is recorded with what the person was told', async () => {
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

  it('of a job that nobody knows leaves no trace', async () => {
    const problem = await problemOf(cancel(newId()));
    expect(problem.getStatus()).toBe(404);
    expect(await log.lastSeq('reprise.>')).toBe(0);
  });
});

describe('a second cancel while one is under way', () => {
  it('gets the answer of the first, and no second event', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const first = await cancel(jobId);
    expect(await cancel(jobId, undefined, 'me too')).toEqual(first);
    expect((await typesOf(jobId)).filter((type) => type === 'cancel_requested')).toHaveLength(1);
  });

  it('also when many come at once', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const receipts = await Promise.all(Array.from({ length: 8 }, () => cancel(jobId)));
    expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(1);
    expect((await typesOf(jobId)).filter((type) => type === 'cancel_requested')).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  it('makes a repeated command one command, also when its job has gone on since', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const first = await cancel(jobId, 'key-1');
    await runner.endCancelled(jobId);
    expect(await cancel(jobId, 'key-1')).toEqual(first);
    expect(counted.slice(-2)).toEqual(['cancel accepted', 'cancel repeated']);
    expect(await typesOf(jobId)).not.toContain('cancel_refused');
  });

  it('makes two that come at once one command', async () => {
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

  it('with another body is refused', async () => {
    const jobId = await submit();
    await cancel(jobId, 'key-1', 'wrong sample');
    const problem = await problemOf(cancel(jobId, 'key-1', 'another reason'));
    expect(problem.getStatus()).toBe(422);
    expect(problem.errors).toEqual([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
  });
});

describe('where a reason is required', () => {
  it('a command without one is a wrong request, and nothing happens; with one it is carried out', async () => {
    const jobId = await submit();
    const strict = new JobCommands(log, async () => nothingKnown, undefined, ['cancel']);
    const problem = await problemOf(cancel(jobId, undefined, null, strict));
    expect([problem.getStatus(), problem.errors]).toEqual([
      422,
      [{ field: 'reason', message: 'is required to cancel a job' }],
    ]);
    expect(await typesOf(jobId)).toEqual(['submitted']);
    await cancel(jobId, undefined, 'wrong sample', strict);
    expect(await typesOf(jobId)).toContain('cancel_requested');
  });
});

describe('when others are faster', () => {
  it('loads and decides again: a cancel that meets the end of the attempt is refused', async () => {
    const jobId = await submit();
    await runner.start(jobId);
    const racing = order('cancel', jobId, { name: 'cancel', reason: null });
    let raced = false;
    const problem = await problemOf(
      jobs.carryOut({
        ...racing,
        command: async () => {
          if (!raced) await runner.succeed(jobId);
          raced = true;
          return { name: 'cancel', reason: null };
        },
      }),
    );
    expect(problem.detail).toBe('Cannot cancel job with status: completed');
    expect(await typesOf(jobId)).not.toContain('cancel_requested');
  });
});

describe('when the log is away', () => {
  it('says so, and counts the command as failed', async () => {
    const jobId = await submit();
    await log.close();
    await expect(cancel(jobId)).rejects.toThrow(LogUnavailableError);
    expect(counted.at(-1)).toBe('cancel failed');
  });
});
