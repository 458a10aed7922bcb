import type { DataOf, LifecycleEvent, Recorded } from '@reprise/contracts';
import { neededStorage } from '../attempt/needed-storage.ts';
import { decide, type JobCommand } from '../decide.ts';
import { evolve, fold } from '../evolve.ts';
import { failure, jobThatIs, outcome, recorded, start } from '../job.fixture.ts';
import type { Job, PendingJob } from '../state.ts';

const at = '2026-02-01T00:00:00.000Z';
const gone = { at, by: 'ada' };
const failed = jobThatIs('failed: error');

type Keep = Partial<Pick<DataOf<'rerun_requested'>, 'keep_work_dir' | 'keep_results'>>;
const rerun = (job: Job, keep: Keep = {}) => {
  const data = { attempt: job.attempt + 1, reason: null, params: {}, keep_work_dir: false, ...keep };
  return evolve(job, recorded(30 * data.attempt, 'rerun_requested', data)) as PendingJob;
};
/** The job after a runner with this storage started and ended it. */
const ranOn = (job: Job, storage: string) => {
  const { attempt } = job;
  const runner_id = `runner-${storage}`;
  const data = { ...start(attempt, runner_id), storage_id: storage };
  return fold(
    [
      recorded(30 * attempt + 1, 'attempt_claimed', { attempt, runner_id }),
      recorded(30 * attempt + 2, 'attempt_started', data),
      recorded(30 * attempt + 3, 'attempt_failed', failure(attempt, 'error')),
    ],
    job,
  ) as Job;
};

describe('the storage that a rerun needs', () => {
  it('is that of the files that it deletes', () => {
    expect(neededStorage(rerun(failed))).toBe('storage-a');
    expect(neededStorage(rerun(failed, { keep_results: true }))).toBe('storage-a');
    expect(neededStorage(rerun({ ...failed, cleaned: gone } as Job))).toBe('storage-a');
    expect(neededStorage(rerun({ ...failed, cleaned: gone, results_cleaned: gone } as Job))).toBeNull();
    const half = { ...failed, cleaned: gone, results_cleaned: gone, clean_failed: { at, what: 'all' } } as Job;
    expect(neededStorage(rerun(half))).toBe('storage-a');
  });

  it('is any if it keeps everything that is left', () => {
    expect(neededStorage(rerun(failed, { keep_results: true, keep_work_dir: true }))).toBeNull();
    expect(neededStorage(rerun({ ...failed, cleaned: gone } as Job, { keep_results: true }))).toBeNull();
    expect(neededStorage(rerun({ ...failed, results_cleaned: gone } as Job, { keep_work_dir: true }))).toBeNull();
  });

  it('is not reported as having results left if it deletes nothing', () => {
    const job = rerun(failed, { keep_results: true, keep_work_dir: true });
    const claimed = { ...job, claimed_by: 'runner-b' } as Job;
    const decision = decide(claimed, { name: 'start', ...start(2, 'runner-b'), storage_id: 'b' });
    expect(outcome(decision)).toBe('attempt_started');
    expect(JSON.stringify(decision)).not.toContain('results_left_on');
  });

  it('is that of earlier work, also for attempts that continue it', () => {
    expect(neededStorage(jobThatIs('pending') as PendingJob)).toBeNull();
    const resumed = evolve(failed, recorded(30, 'resume_requested', { attempt: 2, reason: null }));
    expect(neededStorage(resumed as PendingJob)).toBe('storage-a');
    expect(neededStorage({ mode: 'resume', last_run: null, results_on: 'storage-a' })).toBeNull();
  });
});

describe('files on a storage where a rerun did not start', () => {
  const onB = ranOn(rerun(failed), 'b');
  const clean = (storage_id: string) => decide(onB, { name: 'clean', reason: null, what: 'work_dir', storage_id });
  const request = (storage_id = 'storage-a') =>
    recorded(80, 'clean_requested', { attempt: 2, reason: null, what: 'all', rule: null, storage_id });
  const cleaning = evolve(onB, request()) as Job;
  const end = (runner: string): Recorded<LifecycleEvent> => {
    const data = { attempt: 2, paths: [], bytes: 5, by: 'ada', reason: null, resume_possible: true };
    return { ...recorded(81, 'cleaned', data), source: `/reprise/runner/${runner}` };
  };

  it('are known, also after further attempts, until a rerun starts there', () => {
    const left = [{ storage_id: 'storage-a', runner_id: 'runner-a', attempt: 1 }];
    expect(onB.left).toEqual(left);
    const resumed = evolve(onB, recorded(70, 'resume_requested', { attempt: 3, reason: null })) as Job;
    expect(ranOn(resumed, 'b').left).toEqual(left);
    const onC = ranOn(rerun(onB, { keep_results: true }), 'c');
    const ofB = { storage_id: 'b', runner_id: 'runner-b', attempt: 2, kept: true };
    expect(onC.left).toEqual([...left, ofB]);
    expect(ranOn(rerun(onC), 'storage-a').left).toEqual([ofB, { storage_id: 'c', runner_id: 'runner-c', attempt: 3 }]);
    expect(ranOn(rerun(failed), 'storage-a')).not.toHaveProperty('left');
  });

  it('are cleaned as a whole, by the storage', () => {
    expect(clean('storage-a')).toMatchObject([{ data: { what: 'all', storage_id: 'storage-a' } }]);
    expect(outcome(clean('b'))).toBe('nothing_left: Cannot clean: nothing of this job was left on that storage.');
    const pinned = { ...onB, pinned: gone } as Job;
    const command = { name: 'clean', reason: null, what: 'all', storage_id: 'storage-a' } as const;
    expect(outcome(decide(pinned, command))).toMatch(/^pinned: /);
    expect(decide(cleaning, command)).toEqual([]);
    expect(outcome(decide(cleaning, { name: 'clean', reason: null, what: 'all' }))).toMatch(/^being_cleaned: /);
  });

  it('are gone when the runner that has them reports it, and files of the latest run are unchanged', () => {
    const report: JobCommand = { name: 'confirm_clean', attempt: 2, paths: [], bytes: 5, resume_possible: false };
    expect(decide(cleaning, report)).toMatchObject([{ type: 'cleaned', data: { resume_possible: true } }]);
    expect(evolve(cleaning, end('runner-b'))).toBe(cleaning);
    const after = evolve(cleaning, end('runner-a'));
    expect(after).toMatchObject({ cleaned: null });
    for (const field of ['left', 'cleaning', 'results_cleaned']) expect(after).not.toHaveProperty(field);
  });

  it('stay known if some could not be deleted', () => {
    const data = { attempt: 2, bytes: 0, left: [], resume_possible: true };
    const after = evolve(cleaning, recorded(81, 'clean_failed', data)) as Job;
    expect(after.left).toMatchObject([{ storage_id: 'storage-a', clean_failed_at: '2026-01-01T08:01:21.000Z' }]);
    expect(after).not.toHaveProperty('clean_failed');
  });

  it('delay no resume during their deletion', () => {
    expect(outcome(decide(cleaning, { name: 'resume', reason: null, work_dir: 'present' }))).toBe('resume_requested');
  });

  it('are none if a rerun deletes them, and earlier ones stay known', () => {
    const earlier = [{ storage_id: 'x', runner_id: 'runner-x', attempt: 1 }];
    const cleaned = { ...failed, cleaned: gone, results_cleaned: gone, left: earlier } as Job;
    const again = rerun(cleaned);
    expect(again).toMatchObject({ results_on: null, left: earlier });
    for (const field of ['results_of', 'deletes_nothing']) expect(again).not.toHaveProperty(field);
    expect(ranOn(again, 'b').left).toEqual(earlier);
  });

  it.each([
    ['work_dir', 'storage-a'],
    ['results', 'storage-a'],
    ['all', 'storage-a'],
    ['partial_outputs', null],
  ] as const)('may be left by a failed clean of %s', (what, results_on) => {
    const job = { ...failed, cleaned: gone, results_cleaned: gone, clean_failed: { at, what } } as Job;
    expect(rerun(job)).toMatchObject({ results_on });
  });

  it('of a failed clean of the work dir are no results, and a rerun that keeps the work dir deletes nothing', () => {
    const job = { ...failed, cleaned: gone, results_cleaned: gone, clean_failed: { at, what: 'work_dir' } } as Job;
    expect(rerun(job, { keep_work_dir: true })).toMatchObject({ deletes_nothing: true });
    const results = { ...job, clean_failed: { at, what: 'results' } } as Job;
    expect(rerun(results, { keep_results: true })).toMatchObject({ deletes_nothing: true });
    expect(rerun(results, { keep_work_dir: true })).not.toHaveProperty('deletes_nothing');
  });

  it('are left by a rerun only, and once per storage', () => {
    const resumed = evolve(failed, recorded(30, 'resume_requested', { attempt: 2, reason: null })) as Job;
    expect(ranOn(resumed, 'b')).not.toHaveProperty('left');
    const onA = ranOn(rerun(onB), 'storage-a');
    expect(onA.left).toEqual([{ storage_id: 'b', runner_id: 'runner-b', attempt: 2 }]);
    expect(ranOn(rerun(onA), 'b').left).toEqual([
      { storage_id: 'storage-a', runner_id: 'runner-storage-a', attempt: 3 },
    ]);
    const twice = { ...rerun(onB), left: [{ storage_id: 'b', runner_id: 'runner-b', attempt: 1 }] } as Job;
    expect(ranOn(twice, 'c').left).toEqual([{ storage_id: 'b', runner_id: 'runner-b', attempt: 2 }]);
  });

  it('of a failed clean of all may be of both kinds, and a rerun that keeps one kind deletes the other', () => {
    const job = { ...failed, cleaned: gone, results_cleaned: gone, clean_failed: { at, what: 'all' } } as Job;
    for (const keep of [{ keep_work_dir: true }, { keep_results: true }])
      expect(rerun(job, keep)).not.toHaveProperty('deletes_nothing');
    expect(rerun(job, { keep_work_dir: true, keep_results: true })).toMatchObject({ deletes_nothing: true });
  });

  it('do not come back with a resume after they are cleaned', () => {
    const cleaned = evolve(cleaning, end('runner-a')) as Job;
    const resumed = evolve(cleaned, recorded(90, 'resume_requested', { attempt: 3, reason: null })) as Job;
    expect(resumed).toMatchObject({ mode: 'resume', results_on: 'storage-a' });
    expect(ranOn(resumed, 'b')).not.toHaveProperty('left');
  });
});
