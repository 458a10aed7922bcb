import type { DataOf } from '@reprise/contracts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { unknownJob, type Job } from '../state.ts';
import type { WorkDirPresence } from '../work-dir-presence.ts';

const resume = (state: Job, work_dir: WorkDirPresence) =>
  outcome(decide(state, { name: 'resume', reason: null, work_dir }));
const refused = (status: string) => `wrong_status: Cannot resume job with status: ${status}`;
const neverStarted = 'never_started: Cannot resume: this job never started, so no work is kept. Rerun it instead.';

describe('resuming', () => {
  const failed = jobThatIs('failed: error');

  it.each<[StateName, string]>([
    ['pending', refused('pending')],
    ['pending, claimed', refused('pending')],
    ['pending, cancelling', refused('pending')],
    ['running', refused('running')],
    ['running, cancelling', refused('running')],
    ['running, pausing', refused('running')],
    ['paused', refused('paused')],
    ['paused, cancelling', refused('paused')],
    ['paused, unpausing', refused('paused')],
    ['completed', refused('completed')],
    ['failed: error', 'resume_requested'],
    ['failed: killed', 'resume_requested'],
    ['failed: runner_lost', 'resume_requested'],
    ['failed: start_failed', neverStarted],
    ['failed: cancelled', 'resume_requested'],
    ['failed: cancelled unstarted', neverStarted],
  ])('%s -> %s', (state, expected) => {
    expect(resume(jobThatIs(state), 'present')).toBe(expected);
  });

  it('requests the next attempt with its reason', () => {
    expect(decide(failed, { name: 'resume', reason: 'node is back', work_dir: 'present' })).toEqual([
      { type: 'resume_requested', data: { attempt: 2, reason: 'node is back' } },
    ]);
  });

  it('is accepted if the work dir is unknown, since the start checks again', () => {
    expect(resume(failed, 'unknown')).toBe('resume_requested');
  });

  it('is refused with the remedy if the folder is gone, followed by its path', () => {
    expect(resume(failed, 'absent')).toBe(
      'work_dir_gone: Cannot resume: its work dir is gone. Rerun it instead. (/jobs/1/work)',
    );
  });

  it.each(['present', 'absent', 'unknown'] as const)(
    'is refused with the time and author of its removal (%s)',
    (dir) => {
      expect(resume({ ...failed, cleaned: { at: '2026-02-01T00:00:00.000Z', by: 'ada' } }, dir)).toBe(
        'work_dir_gone: Cannot resume: its work dir was removed on 2026-02-01 00:00:00 UTC by ada. Rerun it instead.',
      );
    },
  );

  it('is refused after a rerun that never started, although an earlier attempt ran', () => {
    expect(resume({ ...failed, attempt: 2, last_run: null } as Job, 'present')).toBe(
      'never_started: Cannot resume: this rerun never started, so there is no run to continue. Rerun it instead.',
    );
  });

  it('is refused for an unknown job', () => {
    expect(outcome(decide(unknownJob, { name: 'resume', reason: null, work_dir: 'present' }))).toBe(
      'unknown_job: There is no such job.',
    );
  });

  it.each([
    ['work_dir', null, 'its files are being deleted. Rerun it instead.'],
    ['all', null, 'its files are being deleted. Rerun it instead.'],
    ['results', null, 'files beside its work are being deleted. Wait until that is done.'],
    ['partial_outputs', null, 'files beside its work are being deleted. Wait until that is done.'],
    ['results', { at: '2026-02-01T00:00:00.000Z', by: 'ada' }, 'its files are being deleted. Rerun it instead.'],
  ])('is refused while %s is deleted, with the remedy', (what, cleaned, detail) => {
    const data = { attempt: 1, reason: null, what, rule: null } as DataOf<'clean_requested'>;
    const job = evolve({ ...failed, cleaned } as Job, recorded(20, 'clean_requested', data)) as Job;
    expect(resume(job, 'present')).toBe(`being_cleaned: Cannot resume: ${detail}`);
  });
});
