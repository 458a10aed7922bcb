import { isLifecycle, jobKindFilter, queueFilter, type Heartbeat } from '@reprise/contracts';
import { eventsOf, makeEvent, MemoryEventLog, newId } from '@reprise/event-log';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { nothingKnown } from '@reprise/job';
import { JobStore, LoggedJobStates } from '@reprise/job-store';
import { LostAttempts } from './lost-attempts.ts';
import { Runners } from '../shared/runners/runners.ts';

const LEASE_MS = 15_000;
/** Id of the simulated runner, which has claimed the job. */
const OWNER = 'runner-a';

describe('the attempt of a runner that another runner reports as lost', () => {
  let log: MemoryEventLog;
  let runners: Runners;
  let job: string;
  let lost: LostAttempts;

  beforeEach(async () => {
    log = new MemoryEventLog();
    job = newId();
    runners = new Runners();
    const store = new JobStore(log, new LoggedJobStates(log, () => Promise.resolve(nothingKnown)));
    lost = new LostAttempts(runners, store, { assertSame: () => Promise.resolve() } as never);
    await log.append(
      makeEvent(
        {
          type: 'submitted',
          subject: job,
          data: {
            sample_name: 'S',
            pipeline: 'wes',
            pipeline_revision: 'r',
            params: {},
            inputs: [],
            queue: 'default',
            priority: 0,
            reason: null,
          },
        },
        {
          id: newId(),
          time: '2026-01-01T00:00:00.000Z',
          actor: 'admin',
          source: '/reprise/gateway',
          correlation_id: 'c',
          causation_id: 'k',
        },
      ),
    );
    await new SimulatedRunner(log).claim(job);
  });

  /** Sends a heartbeat from each runner every 5 s, from the first time to the last, in seconds. */
  const beats = (...heard: [runnerId: string, from: number, to: number][]) => {
    for (let second = 0; second <= 600; second += 5)
      for (const [runner_id, from, to] of heard)
        if (second >= from && second <= to) runners.receive(beatOf(runner_id), second * 1_000);
  };
  const beatOf = (runner_id: string): Heartbeat => ({
    runner_id,
    storage_id: 's',
    slots: 1,
    slots_taken: 0,
    nextflow_version: '24.10.0',
    holds_back: null,
    simulated: false,
    lease_ms: LEASE_MS,
  });
  const report = (second: number, changes: object = {}) =>
    lost.report({ reporter: 'b', job_id: job, attempt: 1, ...changes }, second * 1_000);
  const ending = async () => {
    const events = (await eventsOf(log.read(jobKindFilter(job, 'life')))).filter(isLifecycle);
    return events.find(({ type }) => type === 'attempt_failed');
  };

  it('fails once, and names the runner that fell silent', async () => {
    beats([OWNER, 0, 30], ['b', 0, 60]);
    await Promise.all([report(60), report(60)]);
    expect(await ending()).toMatchObject({
      actor: 'gateway',
      source: '/reprise/gateway',
      data: {
        attempt: 1,
        cause: 'runner_lost',
        message: 'Runner runner-a was not heard for 15 s. Resume the job when it is back, or rerun it.',
      },
    });
    expect((await log.head()).last_seq).toBe(3);
  });

  it('releases its slot', async () => {
    const taken = { job_id: job, attempt: 1, runner_id: OWNER };
    await log.append(
      makeEvent(
        { type: 'slot_taken', subject: 'default', data: taken },
        {
          id: newId(),
          time: '2026-01-01T00:00:00.000Z',
          actor: `runner:${OWNER}`,
          source: `/reprise/runner/${OWNER}`,
          correlation_id: 'c',
          causation_id: 'k',
        },
      ),
    );
    beats(['b', 0, 60]);
    await report(60);
    const events = await eventsOf(log.read(queueFilter('default')));
    expect(events.at(-1)).toMatchObject({ type: 'slot_released', data: taken });
  });

  it.each<[why: string, beats: Parameters<typeof beats>, report: [second: number, changes?: object]]>([
    [
      'its runner is heard',
      [
        [OWNER, 0, 60],
        ['b', 0, 60],
      ],
      [60],
    ],
    [
      'its runner was heard within the lease',
      [
        [OWNER, 0, 45],
        ['b', 0, 60],
      ],
      [60],
    ],
    ['the reporter is not heard', [[OWNER, 0, 20]], [60]],
    [
      'the reporter is heard since less than a lease',
      [
        [OWNER, 0, 20],
        ['b', 50, 60],
      ],
      [60],
    ],
    [
      'no runner was heard for a while',
      [
        [OWNER, 0, 20],
        ['b', 0, 20],
        ['b', 55, 60],
      ],
      [60],
    ],
    ['its runner reports it', [[OWNER, 0, 60]], [60, { reporter: OWNER }]],
    ['the attempt is another one', [['b', 0, 60]], [60, { attempt: 2 }]],
    ['the job is unknown', [['b', 0, 60]], [60, { job_id: newId() }]],
    ['the message is not a report', [['b', 0, 60]], [60, { attempt: 'first' }]],
  ])('continues if %s', async (_, heard, [second, changes]) => {
    beats(...heard);
    await report(second, changes);
    expect(await ending()).toBeUndefined();
    expect((await log.head()).last_seq).toBe(2);
  });
});
