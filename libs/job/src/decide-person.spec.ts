import { decide } from './decide.ts';
import { jobThatIs, outcome, submission, type StateName } from './job.fixture.ts';
import { unknownJob, type Job } from './state.ts';
import type { JobCommand } from './commands.ts';

const command = {
  submit: { type: 'SubmitJob', ...submission },
  cancel: { type: 'CancelJob', reason: null },
  rerun: { type: 'RerunJob', reason: null, keep_work_dir: false },
  resume: { type: 'ResumeJob', reason: null, work_dir: 'present' },
} as const satisfies Record<string, JobCommand>;

const no = (verb: string, status: string) => `400 Cannot ${verb} job with status: ${status}`;
const neverStarted = '409 Cannot resume: this job never started, so no work is kept. Rerun it instead.';

describe('what a person may ask of a job', () => {
  const cells: [StateName, cancel: string, rerun: string, resume: string][] = [
    ['pending', 'cancel_requested, attempt_cancelled', no('rerun', 'pending'), no('resume', 'pending')],
    ['pending, claimed', 'cancel_requested', no('rerun', 'pending'), no('resume', 'pending')],
    ['pending, cancelling', 'already so', no('rerun', 'pending'), no('resume', 'pending')],
    ['running', 'cancel_requested', no('rerun', 'running'), no('resume', 'running')],
    ['running, cancelling', 'already so', no('rerun', 'running'), no('resume', 'running')],
    ['running, pausing', 'cancel_requested', no('rerun', 'running'), no('resume', 'running')],
    ['paused', 'cancel_requested', no('rerun', 'paused'), no('resume', 'paused')],
    ['paused, cancelling', 'already so', no('rerun', 'paused'), no('resume', 'paused')],
    ['paused, unpausing', 'cancel_requested', no('rerun', 'paused'), no('resume', 'paused')],
    ['completed', no('cancel', 'completed'), 'rerun_requested', no('resume', 'completed')],
    ['failed: error', no('cancel', 'failed'), 'rerun_requested', 'resume_requested'],
    ['failed: killed', no('cancel', 'failed'), 'rerun_requested', 'resume_requested'],
    ['failed: runner_lost', no('cancel', 'failed'), 'rerun_requested', 'resume_requested'],
    ['failed: start_failed', no('cancel', 'failed'), 'rerun_requested', neverStarted],
    ['failed: cancelled', no('cancel', 'failed'), 'rerun_requested', 'resume_requested'],
    ['failed: cancelled unstarted', no('cancel', 'failed'), 'rerun_requested', neverStarted],
  ];

  it.each(cells)('%s: cancel -> %s; rerun -> %s; resume -> %s', (state, cancel, rerun, resume) => {
    expect(outcome(decide(jobThatIs(state), command.cancel))).toBe(cancel);
    expect(outcome(decide(jobThatIs(state), command.rerun))).toBe(rerun);
    expect(outcome(decide(jobThatIs(state), command.resume))).toBe(resume);
    expect(outcome(decide(jobThatIs(state), command.submit))).toBe('409 This job was submitted before.');
  });

  it('of an unknown job, only to submit it', () => {
    expect(outcome(decide(unknownJob, command.submit))).toBe('submitted');
    for (const verb of ['cancel', 'rerun', 'resume'] as const)
      expect(outcome(decide(unknownJob, command[verb]))).toBe('404 There is no such job.');
  });
});

describe('cancelling', () => {
  it('records the reason, and that nothing ran where no runner had claimed the attempt', () => {
    expect(decide(jobThatIs('pending'), { type: 'CancelJob', reason: 'wrong sample' })).toEqual([
      { type: 'cancel_requested', data: { attempt: 1, reason: 'wrong sample' } },
      {
        type: 'attempt_cancelled',
        data: { attempt: 1, signals: [], processes_ended: 0, survivors: 0, duration_ms: null },
      },
    ]);
  });
});

describe('rerunning', () => {
  it('asks for the next attempt with the parameters as they were', () => {
    expect(decide(jobThatIs('completed'), command.rerun)).toEqual([
      { type: 'rerun_requested', data: { attempt: 2, reason: null, params: { depth: 50 }, keep_work_dir: false } },
    ]);
  });

  it('takes changed parameters, a reason and the wish to keep the work dir', () => {
    const data = { reason: 'deeper', params: { depth: 80 }, keep_work_dir: true };
    expect(decide(jobThatIs('failed: error'), { type: 'RerunJob', ...data })).toEqual([
      { type: 'rerun_requested', data: { attempt: 2, ...data } },
    ]);
  });
});

describe('resuming', () => {
  const resume = (state: Job, work_dir: 'present' | 'absent' | 'unknown') =>
    outcome(decide(state, { type: 'ResumeJob', reason: null, work_dir }));
  const failed = jobThatIs('failed: error');

  it('asks for the next attempt with its reason', () => {
    expect(decide(failed, { type: 'ResumeJob', reason: 'node is back', work_dir: 'present' })).toEqual([
      { type: 'resume_requested', data: { attempt: 2, reason: 'node is back' } },
    ]);
  });

  it('is accepted where nobody can tell whether the work dir is there: the start looks again', () => {
    expect(resume(failed, 'unknown')).toBe('resume_requested');
  });

  it('is refused with what to do where the folder is gone, and last with its path', () => {
    expect(resume(failed, 'absent')).toBe('409 Cannot resume: its work dir is gone. Rerun it instead. (/jobs/1/work)');
  });

  it.each(['present', 'absent', 'unknown'] as const)('is refused with when and by whom it was removed (%s)', (dir) => {
    expect(resume({ ...failed, cleaned: { at: '2026-02-01T00:00:00.000Z', by: 'ada' } }, dir)).toBe(
      '409 Cannot resume: its work dir was removed on 2026-02-01T00:00:00.000Z by ada. Rerun it instead.',
    );
  });

  it('is refused after a rerun that never started, though an earlier attempt did run', () => {
    expect(resume({ ...failed, attempt: 2, last_run: null } as Job, 'present')).toBe(
      '409 Cannot resume: this rerun never started, so no work is kept. Rerun it instead.',
    );
  });
});
