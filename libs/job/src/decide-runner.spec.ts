import { decide, type Decision } from './decide.ts';
import {
  cancellation,
  failure,
  jobThatIs,
  outcome,
  start,
  stateNames,
  success,
  type StateName,
} from './job.fixture.ts';
import type { RunnerCommand } from './commands.ts';
import { isRefusal } from './refusal.ts';
import { unknownJob, type Job } from './state.ts';

const by = (attempt: number, runner = 'runner-a') =>
  ({
    claim: { type: 'ClaimAttempt', attempt, runner_id: runner },
    start: { type: 'StartAttempt', ...start(attempt, runner) },
    succeed: { type: 'SucceedAttempt', ...success(attempt) },
    fail: { type: 'FailAttempt', ...failure(attempt, 'error') },
    confirm: { type: 'ConfirmCancel', ...cancellation(attempt) },
    report: { type: 'ReportSurvivors', attempt, pids: [4711], signals: [] },
  }) as const satisfies Record<string, RunnerCommand>;

const unclaimed = '409 No runner has claimed this attempt.';
const another = '409 Another runner has claimed this attempt.';
const notStarted = '409 This attempt has not started.';
const twice = '409 This attempt has started already.';
const cancelledBefore = '409 This attempt was cancelled before it started.';
const nobody = '409 Nobody asked to cancel this attempt.';

describe('what the runner of an attempt may report', () => {
  type Cells = [StateName, claim: string, start: string, succeed: string, fail: string, confirm: string];
  const cells: Cells[] = [
    ['pending', 'attempt_claimed', unclaimed, notStarted, unclaimed, nobody],
    ['pending, claimed', another, 'attempt_started', notStarted, 'attempt_failed', nobody],
    ['pending, cancelling', another, cancelledBefore, notStarted, 'attempt_failed', 'attempt_cancelled'],
    ['running', another, twice, 'attempt_succeeded', 'attempt_failed', nobody],
    ['running, cancelling', another, twice, 'attempt_succeeded', 'attempt_failed', 'attempt_cancelled'],
    ['running, pausing', another, twice, 'attempt_succeeded', 'attempt_failed', nobody],
    ['paused', another, twice, 'attempt_succeeded', 'attempt_failed', nobody],
    ['paused, cancelling', another, twice, 'attempt_succeeded', 'attempt_failed', 'attempt_cancelled'],
    ['paused, unpausing', another, twice, 'attempt_succeeded', 'attempt_failed', nobody],
  ];

  it.each(cells)('%s: claim -> %s; start -> %s; succeed -> %s; fail -> %s; confirm cancel -> %s', (state, ...row) => {
    const [claim, started, succeed, fail, confirm] = row;
    const job = jobThatIs(state);
    const { claim: toClaim, start: toStart, succeed: toSucceed, fail: toFail, confirm: toConfirm, report } = by(1);
    expect(outcome(decide(job, toClaim))).toBe(claim);
    expect(outcome(decide(job, toStart))).toBe(started);
    expect(outcome(decide(job, toSucceed))).toBe(succeed);
    expect(outcome(decide(job, toFail))).toBe(fail);
    expect(outcome(decide(job, toConfirm))).toBe(confirm);
    expect(outcome(decide(job, report))).toBe(confirm === nobody ? nobody : 'cancel_unconfirmed');
  });

  it.each(stateNames.filter((name) => /completed|failed/.test(name)))('%s: nothing, for it is over', (state) => {
    for (const command of Object.values(by(1)))
      expect(outcome(decide(jobThatIs(state), command))).toBe('409 Attempt 1 has already ended.');
  });

  it('of an unknown job: nothing', () => {
    for (const command of Object.values(by(1)))
      expect(outcome(decide(unknownJob, command))).toBe('404 There is no such job.');
  });
});

describe('the start of an attempt', () => {
  const started = (job: Job, storage_id: string) => {
    const claimed = { ...job, status: 'pending', claimed_by: 'runner-a', pending_action: null } as Job;
    const [event] = decide(claimed, { ...by(1).start, storage_id }) as readonly { data: object }[];
    return event!.data;
  };
  const rerun = { ...jobThatIs('pending, claimed'), results_on: 'storage-a' } as Job;

  it('of a rerun on another storage than that of the previous results says that they were left there', () => {
    expect(started(rerun, 'storage-b')).toMatchObject({ storage_id: 'storage-b', results_left_on: 'storage-a' });
  });

  it('says nothing of that where they are deleted, where there are none, or where it goes on in them', () => {
    const others = [
      started(rerun, 'storage-a'),
      started({ ...rerun, results_on: null } as Job, 'storage-b'),
      started({ ...rerun, mode: 'resume' } as Job, 'storage-b'),
    ];
    for (const data of others) expect(data).not.toHaveProperty('results_left_on');
  });
});

describe('a runner that is not the one, or late', () => {
  it('cannot start an attempt that another runner has claimed', () => {
    expect(outcome(decide(jobThatIs('pending, claimed'), by(1, 'runner-b').start))).toBe(another);
  });

  it.each(['pending', 'pending, claimed', 'running', 'running, cancelling'] as const)(
    'can report nothing about another attempt than the present one (%s)',
    (state) => {
      const job = { ...jobThatIs(state), attempt: 2 };
      for (const command of Object.values(by(1)))
        expect(outcome(decide(job, command))).toBe('409 Attempt 1 has already ended.');
    },
  );

  it('has its report kept whole in the event', () => {
    const { type: _, ...data } = by(1).fail;
    expect(decide(jobThatIs('running'), by(1).fail)).toEqual([{ type: 'attempt_failed', data }]);
  });
});

describe('a start that fails', () => {
  it('fails the attempt, but where somebody has cancelled it: nothing ran, and the cancel is what came of it', () => {
    const fail = { ...by(1).fail, cause: 'start_failed' } as const;
    expect(outcome(decide(jobThatIs('pending, claimed'), fail))).toBe('attempt_failed');
    expect(outcome(decide(jobThatIs('pending, cancelling'), fail))).toBe(cancelledBefore);
    expect(outcome(decide(jobThatIs('pending, cancelling'), by(1).confirm))).toBe('attempt_cancelled');
  });
});

describe('an ending that comes before the cancel took effect', () => {
  const marked = (decision: Decision) => !isRefusal(decision) && 'cancel' in decision[0]!.data;
  const { succeed, fail } = by(1);
  const failed = (cause: (typeof fail)['cause']) => ({ ...fail, cause });

  it('says that the cancel came too late, whether or not who reports it knew of the cancel', () => {
    for (const command of [succeed, failed('error'), failed('killed')]) {
      expect(decide(jobThatIs('running, cancelling'), command)).toMatchObject([{ data: { cancel: 'too_late' } }]);
      expect(marked(decide(jobThatIs('running'), command))).toBe(false);
    }
  });

  it('does not where the runner is lost', () => {
    expect(marked(decide(jobThatIs('running, cancelling'), failed('runner_lost')))).toBe(false);
  });
});
