import { aCancelledJob, aFailure, aJob, aStep, at } from '../../testing/views.ts';
import { doneSteps, segmentsOf, whereOf } from './progress.ts';

describe('the position of a job', () => {
  it.each([
    [
      'its place in the queue',
      aJob({ status: 'pending', runner_id: null, started_at: null, queue_position: 2 }),
      'Waiting, 2nd in line',
    ],
    ['that no place is known', aJob({ status: 'pending', runner_id: null, started_at: null }), 'Waiting for a runner'],
    ['who claimed it', aJob({ status: 'pending', started_at: null }), 'Starting on runner-a'],
    ['its step', aJob(), 'Align reads'],
    ['that Nextflow starts', aJob({ current_step: null }), 'Starting Nextflow'],
    ['whom a cancel waits for', aJob({ pending_action: 'cancelling' }), 'Stopping on runner-a'],
    ['where it was stopped', aCancelledJob(), 'Stopped at Align reads'],
    ['that it never started', aCancelledJob({ started_at: null }), 'Never started'],
    [
      "the failure and its reason, from the server's summary",
      aJob({
        status: 'failed',
        current_step: 'Call variants',
        failure: aFailure({ exit_code: 1, summary: '[E::hts_open] failed to open x.bam' }),
      }),
      'Call variants, exit 1: [E::hts_open] failed to open x.bam',
    ],
    [
      'that it was killed',
      aJob({ status: 'failed', current_step: 'Call variants', failure: aFailure() }),
      'Call variants, exit 137: killed, by the system for memory or by hand',
    ],
    [
      'that a task never ran, without an exit code',
      aJob({
        status: 'failed',
        current_step: 'Call variants',
        failure: aFailure({ exit_code: null, message: 'CALL (S1) did not start: Docker cannot be reached.' }),
      }),
      'Call variants: Docker cannot be reached.',
    ],
    [
      'a failure of Nextflow itself, without its exit code',
      aJob({
        status: 'failed',
        current_step: null,
        failure: aFailure({
          exit_code: 1,
          failing_step: null,
          failing_task: null,
          step: null,
          message: 'No such file: x.nf',
        }),
      }),
      'No such file: x.nf',
    ],
    [
      'the step that could not start, not the one that succeeded before',
      aJob({
        status: 'failed',
        current_step: 'First step',
        failure: aFailure({ exit_code: null, step: 'Second step', summary: 'reference is not defined' }),
      }),
      'Second step: reference is not defined',
    ],
    [
      'why it could not start',
      aJob({ status: 'failed', failure: aFailure({ cause: 'start_failed', message: 'The disk is gone.\nMore.' }) }),
      'Could not start: The disk is gone.',
    ],
    [
      'that its runner was lost',
      aJob({ status: 'failed', failure: aFailure({ cause: 'runner_lost' }) }),
      'Its runner was lost',
    ],
    [
      'that it was given up and may run on',
      aJob({
        status: 'failed',
        failure: aFailure({ cause: 'abandoned' }),
        abandoned: { at: '', by: 'ada', executors: [] },
      }),
      'Abandoned, not proven to have ended',
    ],
    [
      'that it was given up and is gone',
      aJob({ status: 'failed', failure: aFailure({ cause: 'abandoned' }) }),
      'Abandoned, nothing of it is left',
    ],
    [
      'which signal ended it',
      aJob({ status: 'failed', failure: aFailure({ cause: 'killed', signal: 'SIGKILL' }) }),
      'Killed by SIGKILL',
    ],
    [
      'that tasks of a drained job may still run, since a stopped Nextflow does not report them',
      aJob({
        status: 'paused',
        paused: { mode: 'drain', since: at(0) },
        current_step: 'QC',
        steps: [aStep('QC', 'running', { running: 1 })],
      }),
      'Starts no new task at QC; 1 may still run',
    ],
    ['that all is done', aJob({ status: 'completed' }), 'All steps done'],
    [
      'that a step was skipped',
      aJob({ status: 'completed', steps: [aStep('QC', 'done'), aStep('VEP', 'skipped')] }),
      'Done, 1 step skipped',
    ],
    [
      'that failures were ignored',
      aJob({ status: 'completed', steps: [aStep('QC', 'done', { ignored: 2 }), aStep('VEP', 'skipped')] }),
      'Done, 1 step skipped, 2 failures ignored',
    ],
    ['so while it is cleaned', aJob({ status: 'completed', pending_action: 'cleaning' }), 'All steps done'],
  ])('states %s', (_, job, words) => expect(whereOf(job)).toBe(words));

  it('states the position and expected wait in its queue, and no unknown wait', () => {
    const waiting = aJob({ status: 'pending', runner_id: null, started_at: null, queue_position: 3 });
    const wordsOf = (expected_wait_ms: number | null, job = waiting) =>
      whereOf(job, { position: 2, expected_wait_ms, waits_for: null });
    expect(wordsOf(25 * 60_000)).toBe('Waiting, 2nd in line, about 25 min');
    expect(wordsOf(20_000)).toBe('Waiting, 2nd in line, less than a minute');
    expect(wordsOf(null)).toBe('Waiting, 2nd in line');
    expect(wordsOf(0)).toBe('Waiting, 2nd in line');
    expect(wordsOf(7_500_000, { ...waiting, queue: 'urgent' })).toBe(
      'Waiting, 2nd in queue “urgent”, about 2 h 10 min',
    );
    const place = { position: 2, expected_wait_ms: null, waits_for: null, is_too_large: true };
    expect(whereOf(waiting, place)).toBe('Waiting for a larger runner');
    const newer = { position: 2, expected_wait_ms: null, waits_for: null, needs_nextflow: 'Nextflow >=25.10' };
    expect(whereOf(waiting, newer)).toBe('Waiting for a runner with Nextflow >=25.10');
    const large = { position: 1, expected_wait_ms: null, waits_for: null, slots: 4 };
    expect(whereOf(waiting, large)).toBe('Waiting, 1st in line, takes 4 slots');
    const held = { position: 2, expected_wait_ms: null, waits_for: null, starts_none: true };
    expect(whereOf(waiting, held)).toBe('Waiting, 2nd in queue “default”, whose limit is 0');
  });
});

describe('a job that is blocked', () => {
  it('is not shown as stopping on a silent runner', () => {
    const runners = { nameOf: () => 'vm', isAway: () => true };
    expect(whereOf(aJob({ pending_action: 'cancelling' }), null, runners)).toBe(
      'Waiting for vm, which is not heard of',
    );
  });

  it('states that its queue is paused', () => {
    const waiting = aJob({ status: 'pending', runner_id: null, started_at: null });
    const place = { position: 1, expected_wait_ms: null, waits_for: null, is_queue_paused: true };
    expect(whereOf(waiting, place)).toBe('Waiting, 1st in line; the queue is paused');
    expect(whereOf({ ...waiting, queue: 'large' }, place)).toBe('Waiting, 1st in queue “large”, which is paused');
  });
});

describe('a job that waits for its files', () => {
  const waits = (runner_id: string | null, why: string) => {
    const place = { position: 1, expected_wait_ms: null, waits_for: { runner_id, why } };
    return whereOf(aJob({ status: 'pending', runner_id: null, started_at: null, queue_position: 1 }), place);
  };

  it('names the runner, and why that runner does not take it', () => {
    expect(waits('runner-a', 'It drains: new disk.')).toBe(
      'Waiting for runner-a, which has its files. It drains: new disk.',
    );
    expect(waits(null, 'None was heard.')).toBe('Waiting for a runner with its files. None was heard.');
  });
});

describe('the text "n of m done"', () => {
  it('counts the finished steps', () => {
    expect(doneSteps(aJob())).toBe('3 of 7 done');
    expect(doneSteps(aJob({ status: 'failed', current_step: 'Call' }))).toBe('3 of 7 done');
    expect(doneSteps(aJob({ status: 'completed', progress: { steps_done: 7, steps_total: 7 } }))).toBe('7 of 7 done');
  });

  it('names the failures that the pipeline ignored', () => {
    const steps = [aStep('QC', 'done', { completed: 2, ignored: 1 })];
    expect(doneSteps(aJob({ steps }))).toBe('3 of 7 done, 1 failure ignored');
  });

  it('is absent without a known plan, or before the start', () => {
    expect(doneSteps(aJob({ progress: { steps_done: 2, steps_total: null } }))).toBe('2 done');
    expect(doneSteps(aJob({ progress: { steps_done: 0, steps_total: null } }))).toBe('');
    expect(doneSteps(aJob({ status: 'failed', started_at: null }))).toBe('');
  });
});

describe('the step bar', () => {
  it('has one segment per step, and shows the progress of a running one', () => {
    const steps = [
      aStep('A', 'cached'),
      aStep('B', 'running', { total: 4, completed: 2, running: 1 }),
      aStep('C', 'waiting'),
    ];
    expect(segmentsOf(aJob({ steps }))).toMatchObject([
      { fill: 'cached' },
      { fill: 'running', part: 0.625 },
      { fill: 'waiting' },
    ]);
  });

  it('is neither empty nor full while a step runs', () => {
    const part = (tasks: object) => segmentsOf(aJob({ steps: [aStep('A', 'running', tasks)] }))[0]?.part;
    expect(part({ total: 100 })).toBe(0.12);
    expect(part({ total: 3, completed: 3 })).toBe(0.95);
  });
});
