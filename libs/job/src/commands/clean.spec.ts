import type { CleanTarget } from '@reprise/contracts';
import { allowedActions } from '../allowed-actions.ts';
import { decide, type JobCommand } from '../decide.ts';
import { evolve, fold } from '../evolve.ts';
import {
  cancellation,
  failure,
  historyOf,
  jobThatIs,
  outcome,
  recorded,
  start,
  type StateName,
} from '../job.fixture.ts';
import { unknownJob, type Job } from '../state.ts';
import { cleanable } from './clean.ts';

const clean = (what: CleanTarget = 'work_dir'): JobCommand => ({ name: 'clean', reason: null, what });
const request = (what: CleanTarget, rule: string | null = null) =>
  recorded(20, 'clean_requested', { attempt: 1, reason: 'full', what, rule });
const done = { attempt: 1, paths: ['/jobs/1/work'], bytes: 5 };
const report = (resume_possible = false): JobCommand => ({ name: 'confirm_clean', ...done, resume_possible });
const requested = (name: StateName, what: CleanTarget = 'work_dir', rule: string | null = null) =>
  fold([...historyOf(name), request(what, rule)]) as Job;
const cleaned = (what: CleanTarget, { resume_possible = false, rule = null as string | null } = {}) => {
  const data = { ...done, by: rule ?? 'ada', reason: null, resume_possible };
  return evolve(requested('failed: error', what, rule), recorded(21, 'cleaned', data)) as Job;
};

describe('cleaning', () => {
  it.each<[StateName, string]>([
    ['pending', 'wrong_status: Cannot clean job with status: pending'],
    ['running', 'wrong_status: Cannot clean job with status: running'],
    ['paused', 'wrong_status: Cannot clean job with status: paused'],
    ['completed', 'clean_requested'],
    ['failed: error', 'clean_requested'],
    ['failed: cancelled', 'clean_requested'],
    ['failed: start_failed', 'nothing_stored: Cannot clean: this job never ran, so nothing of it is stored.'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), clean()))).toBe(expected);
  });

  it('is requested once: a repetition is the same request, and a different one waits', () => {
    expect(outcome(decide(requested('completed'), clean()))).toBe('already so');
    expect(outcome(decide(requested('completed'), clean('results')))).toMatch(/^being_cleaned: /);
  });

  it('has partial outputs only if the attempt did not succeed', () => {
    expect(outcome(decide(jobThatIs('completed'), clean('partial_outputs')))).toMatch(/^wrong_status: /);
    expect(outcome(decide(jobThatIs('failed: error'), clean('partial_outputs')))).toBe('clean_requested');
  });

  it.each(['failed', 'was cancelled before it started'])(
    'refuses partial outputs in the results of a completed attempt, from which one that continued %s',
    (name) => {
      const restarted = [
        ...historyOf('completed'),
        recorded(9, 'restart_requested', { attempt: 2, reason: null, step: 'CALL' }),
        ...(name === 'failed'
          ? [
              recorded(10, 'attempt_claimed', { attempt: 2, runner_id: 'runner-a' }),
              recorded(11, 'attempt_started', start(2)),
              recorded(12, 'attempt_failed', failure(2, 'error')),
              recorded(13, 'resume_requested', { attempt: 3, reason: null }),
              recorded(14, 'attempt_claimed', { attempt: 3, runner_id: 'runner-a' }),
              recorded(15, 'attempt_failed', failure(3, 'start_failed')),
            ]
          : [
              recorded(10, 'cancel_requested', { attempt: 2, reason: null }),
              recorded(11, 'attempt_cancelled', cancellation(2)),
            ]),
      ];
      const job = fold(restarted) as Job;
      expect(outcome(decide(job, clean('partial_outputs')))).toMatch(
        /^wrong_status: Cannot clean partial outputs: results of an earlier attempt that completed may be among them/,
      );
      expect(outcome(decide(job, clean('results')))).toBe('clean_requested');
      const rerun = { attempt: job.attempt + 1, reason: null, params: {}, keep_work_dir: false };
      expect(evolve(job, recorded(20, 'rerun_requested', rerun))).not.toHaveProperty('goes_on_from_success');
    },
  );

  it('is offered exactly if it would be accepted', () => {
    expect(cleanable(jobThatIs('running'))).toEqual([]);
    expect(cleanable(jobThatIs('completed'))).toEqual(['work_dir', 'results', 'all']);
    expect(cleanable(jobThatIs('failed: error'))).toEqual(['work_dir', 'partial_outputs', 'results', 'all']);
    expect(cleanable(jobThatIs('failed: start_failed'))).toEqual([]);
    expect(cleanable(requested('failed: error'))).toEqual([]);
    expect(cleanable(cleaned('work_dir'))).toEqual(['results', 'all']);
    expect(cleanable(cleaned('all'))).toEqual([]);
    const goesOn = { ...jobThatIs('failed: error'), goes_on_from_success: true } as Job;
    expect(cleanable(goesOn)).toEqual(['work_dir', 'results', 'all']);
    const half = { at: '2026-02-01T00:00:00.000Z', by: 'ada' };
    const left = { ...cleaned('all'), clean_failed: { ...half, what: 'work_dir' } } as Job;
    expect(cleanable(left)).toEqual(['work_dir', 'all']);
    expect(allowedActions(left, 'absent')).toContain('clean');
  });

  it('is refused while the job is pinned, and accepted afterwards', () => {
    const pinned = evolve(jobThatIs('completed'), recorded(9, 'job_pinned', { attempt: 1, reason: null }));
    expect(outcome(decide(pinned, clean()))).toBe('pinned: Cannot clean: this job is pinned. Unpin it first.');
    const free = evolve(pinned, recorded(10, 'job_unpinned', { attempt: 1, reason: null }));
    expect(outcome(decide(free, clean()))).toBe('clean_requested');
  });

  it('makes a resume impossible from the request on, with the rule and time', () => {
    const resume: JobCommand = { name: 'resume', reason: null, work_dir: 'unknown' };
    expect(outcome(decide(requested('failed: error'), resume))).toMatch(/^being_cleaned: /);
    expect(outcome(decide(cleaned('work_dir', { rule: 'retention: 30 days' }), resume))).toBe(
      'work_dir_gone: Cannot resume: its work dir was removed on 2026-01-01 08:00:21 UTC by retention: 30 days. Rerun it instead.',
    );
    expect(outcome(decide(cleaned('partial_outputs', { resume_possible: true }), resume))).toBe('resume_requested');
  });

  it.each([
    ['user:a1b2c3', 'a person named in its history'],
    ['user:a1b2c3/token:t1', 'a person named in its history'],
    ['admin', 'the local administrator'],
    ['retention: 30 days', 'retention: 30 days'],
  ])("is refused after a clean by %s without a person's id", (by, words) => {
    const gone = { ...jobThatIs('failed: error'), cleaned: { at: '2026-02-01T00:00:00.000Z', by } } as Job;
    const removed = `its work dir was removed on 2026-02-01 00:00:00 UTC by ${words}.`;
    expect(outcome(decide(gone, clean()))).toBe(`already_clean: Cannot clean: ${removed}`);
    expect(outcome(decide(gone, { name: 'resume', reason: null, work_dir: 'unknown' }))).toBe(
      `work_dir_gone: Cannot resume: ${removed} Rerun it instead.`,
    );
  });

  it('is not done twice', () => {
    expect(outcome(decide(cleaned('work_dir'), clean()))).toMatch(/^already_clean: .* its work dir was removed on /);
    expect(outcome(decide(cleaned('work_dir'), clean('results')))).toBe('clean_requested');
    expect(outcome(decide(cleaned('all'), clean('all')))).toMatch(/^already_clean: .* its files were removed on /);
  });

  it('is recorded only if it was requested, with the requester', () => {
    expect(outcome(decide(jobThatIs('completed'), report()))).toMatch(/^no_clean_requested: /);
    expect(decide(requested('completed'), report())).toEqual([
      { type: 'cleaned', data: { ...done, by: 'ada', reason: 'full', resume_possible: false } },
    ]);
  });

  it('prevents a pin, and a rerun that keeps files, from promising what is being deleted', () => {
    const job = requested('completed');
    expect(outcome(decide(job, { name: 'pin', reason: null }))).toMatch(/^being_cleaned: Cannot pin: /);
    const rerun = { name: 'rerun', reason: null, keep_work_dir: false } as const;
    expect(outcome(decide(job, { ...rerun, keep_work_dir: true }))).toMatch(/^being_cleaned: Cannot rerun and keep/);
    expect(outcome(decide(job, { ...rerun, keep_results: true }))).toMatch(/^being_cleaned: Cannot rerun and keep/);
    expect(outcome(decide(cleaned('work_dir'), { ...rerun, keep_results: true }))).toBe('rerun_requested');
  });

  it('allows a rerun, which withdraws the request', () => {
    const rerun: JobCommand = { name: 'rerun', reason: null, keep_work_dir: false };
    const job = requested('failed: error');
    expect(outcome(decide(job, rerun))).toBe('rerun_requested');
    const data = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
    expect(outcome(decide(evolve(job, recorded(22, 'rerun_requested', data)), report()))).toMatch(/^no_clean_req/);
  });

  it('can be repeated after a failure, and a resume then reports that it has nothing to continue', () => {
    const data = { attempt: 1, bytes: 3, left: [], resume_possible: false };
    const after = evolve(requested('failed: error', 'all'), recorded(21, 'clean_failed', data)) as Job;
    expect(after).toMatchObject({ cleaned: { by: 'ada' } });
    expect(outcome(decide(after, clean('all')))).toBe('clean_requested');
  });

  it.each<CleanTarget>(['work_dir', 'all', 'results'])(
    "of %s can be repeated after failures until one succeeds, and keeps the time of the work dir's removal",
    (what) => {
      const data = { attempt: 1, bytes: 3, left: [], resume_possible: what === 'results' };
      const failed = evolve(requested('failed: error', what), recorded(21, 'clean_failed', data)) as Job;
      expect(failed).toMatchObject({ clean_failed: { what, at: recorded(21, 'clean_failed', data).time } });
      expect(outcome(decide(failed, clean(what)))).toBe('clean_requested');
      if (what === 'all') expect(outcome(decide(failed, clean('work_dir')))).toBe('clean_requested');
      const again = evolve(failed, recorded(22, 'clean_requested', { attempt: 1, reason: null, what, rule: null }));
      const end = { ...done, by: 'ada', reason: null, resume_possible: what === 'results' };
      const clear = evolve(again, recorded(23, 'cleaned', end)) as Job;
      expect(clear).not.toHaveProperty('clean_failed');
      expect(clear.cleaned).toEqual(failed.cleaned);
      expect(outcome(decide(clear, clean(what)))).toMatch(/^already_clean: /);
    },
  );

  it.each<[CleanTarget, CleanTarget]>([
    ['results', 'work_dir'],
    ['work_dir', 'results'],
  ])('of all is accepted if, after one of %s, one of %s failed', (first, second) => {
    const end = { ...done, by: 'ada', reason: null, resume_possible: first === 'results' };
    const data = { attempt: 1, bytes: 3, left: [], resume_possible: false };
    const after = [
      recorded(21, 'cleaned', end),
      recorded(22, 'clean_requested', { attempt: 1, reason: null, what: second, rule: null }),
      recorded(23, 'clean_failed', data),
    ].reduce(evolve, requested('failed: error', first)) as Job;
    expect(outcome(decide(after, clean('all')))).toBe('clean_requested');
  });

  it('of all stays failed after a clean of partial outputs, which leaves finished tasks', () => {
    const data = { attempt: 1, bytes: 3, left: [], resume_possible: false };
    const failed = evolve(requested('failed: error', 'all'), recorded(21, 'clean_failed', data)) as Job;
    const partial = { attempt: 1, reason: null, what: 'partial_outputs', rule: null } as const;
    const again = evolve(failed, recorded(22, 'clean_requested', partial));
    const end = { ...done, by: 'ada', reason: null, resume_possible: true };
    for (const ended of [recorded(23, 'cleaned', end), recorded(23, 'clean_failed', data)])
      expect(evolve(again, ended)).toMatchObject({ clean_failed: { what: 'all' } });
    const after = evolve(again, recorded(23, 'cleaned', end)) as Job;
    expect(outcome(decide(after, clean('work_dir')))).toBe('clean_requested');
  });

  it('has no effect from another runner than the one with its files', () => {
    const job = requested('completed');
    const data = { ...done, by: 'ada', reason: null, resume_possible: false };
    expect(evolve(job, { ...recorded(21, 'cleaned', data), source: '/reprise/runner/runner-b' })).toBe(job);
  });

  it('is recorded as failed only if it was requested', () => {
    const left = { attempt: 1, bytes: 3, left: [], resume_possible: false };
    const fail: JobCommand = { name: 'fail_clean', ...left };
    expect(decide(requested('completed'), fail)).toEqual([{ type: 'clean_failed', data: left }]);
    expect(outcome(decide(jobThatIs('completed'), fail))).toBe(
      'no_clean_requested: There is no longer a request to clean this job.',
    );
  });

  it('is reported only for the latest attempt of a job that has ended', () => {
    const job = requested('completed');
    expect(outcome(decide(job, { ...report(), attempt: 2 } as JobCommand))).toMatch(/^no_clean_requested: /);
    const cleaning = (job as { cleaning?: object }).cleaning;
    const open = { ...jobThatIs('running'), cleaning } as Job;
    expect(outcome(decide(open, report()))).toMatch(/^no_clean_requested: /);
  });

  it('of files that a rerun left does not change the state of the work dir', () => {
    const left = [{ storage_id: 'x', runner_id: 'runner-x', attempt: 1 }];
    const ofLeft = (changes: object) =>
      evolve(
        { ...jobThatIs('completed'), left, ...changes } as Job,
        recorded(20, 'clean_requested', { attempt: 1, reason: null, what: 'all', rule: null, storage_id: 'x' }),
      );
    expect(decide(ofLeft({}), report(false))).toMatchObject([{ data: { resume_possible: true } }]);
    const gone = { at: '2026-02-01T00:00:00.000Z', by: 'ada' };
    expect(decide(ofLeft({ cleaned: gone }), report(true))).toMatchObject([{ data: { resume_possible: false } }]);
  });

  it('is recorded with the attempt, the reason, what it deletes and the requesting rule', () => {
    const asked = { name: 'clean', reason: 'full', what: 'results', rule: 'retention: 30 days' } as const;
    expect(decide(jobThatIs('completed'), asked)).toEqual([
      {
        type: 'clean_requested',
        data: { attempt: 1, reason: 'full', what: 'results', rule: 'retention: 30 days' },
      },
    ]);
    const left = [{ storage_id: 'x', runner_id: 'runner-x', attempt: 1 }];
    const job = { ...jobThatIs('completed'), left } as Job;
    expect(decide(job, { name: 'clean', reason: null, what: 'all', storage_id: 'x' })).toEqual([
      { type: 'clean_requested', data: { attempt: 1, reason: null, what: 'all', rule: null, storage_id: 'x' } },
    ]);
  });

  it('is refused in complete sentences', () => {
    const results = (what: CleanTarget) => outcome(decide(cleaned('all'), clean(what)));
    const removed = 'removed on 2026-01-01 08:00:21 UTC by ada.';
    expect(results('results')).toBe(`already_clean: Cannot clean: its results were ${removed}`);
    expect(results('all')).toBe(`already_clean: Cannot clean: its files were ${removed}`);
    expect(outcome(decide(jobThatIs('completed'), clean('partial_outputs')))).toBe(
      'wrong_status: Cannot clean partial outputs of a job with status: completed',
    );
    expect(outcome(decide(requested('completed'), clean('results')))).toBe(
      'being_cleaned: Cannot clean: other files of this job are being deleted. Wait until that is done.',
    );
  });

  it('offers nothing for a job that does not exist', () => {
    expect(cleanable(unknownJob)).toEqual([]);
  });
});
