import type { CleanTarget } from '@reprise/contracts';
import { decide, type JobCommand } from '../decide.ts';
import { evolve, fold } from '../evolve.ts';
import { historyOf, jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import type { Job } from '../state.ts';

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

  it('is asked for once: the same again is the same request, another one waits', () => {
    expect(outcome(decide(requested('completed'), clean()))).toBe('already so');
    expect(outcome(decide(requested('completed'), clean('results')))).toMatch(/^being_cleaned: /);
  });

  it('has partial outputs only where the attempt did not succeed', () => {
    expect(outcome(decide(jobThatIs('completed'), clean('partial_outputs')))).toMatch(/^wrong_status: /);
    expect(outcome(decide(jobThatIs('failed: error'), clean('partial_outputs')))).toBe('clean_requested');
  });

  it('is refused while the job is pinned, and accepted once it is not', () => {
    const pinned = evolve(jobThatIs('completed'), recorded(9, 'job_pinned', { attempt: 1, reason: null }));
    expect(outcome(decide(pinned, clean()))).toBe('pinned: Cannot clean: this job is pinned. Unpin it first.');
    const free = evolve(pinned, recorded(10, 'job_unpinned', { attempt: 1, reason: null }));
    expect(outcome(decide(free, clean()))).toBe('clean_requested');
  });

  it('makes a resume impossible from the request on, and says by which rule and when', () => {
    const resume: JobCommand = { name: 'resume', reason: null, work_dir: 'unknown' };
    expect(outcome(decide(requested('failed: error'), resume))).toMatch(/^being_cleaned: /);
    expect(outcome(decide(cleaned('work_dir', { rule: 'retention: 30 days' }), resume))).toBe(
      'work_dir_gone: Cannot resume: its work dir was removed on 2026-01-01T08:00:21.000Z by retention: 30 days. Rerun it instead.',
    );
    expect(outcome(decide(cleaned('partial_outputs', { resume_possible: true }), resume))).toBe('resume_requested');
  });

  it.each([
    ['user:a1b2c3', 'a person named in its history'],
    ['user:a1b2c3/token:t1', 'a person named in its history'],
    ['admin', 'the local administrator'],
    ['retention: 30 days', 'retention: 30 days'],
  ])('refuses what comes after a clean by %s without an id of a person', (by, words) => {
    const gone = { ...jobThatIs('failed: error'), cleaned: { at: '2026-02-01T00:00:00.000Z', by } } as Job;
    const removed = `its work dir was removed on 2026-02-01T00:00:00.000Z by ${words}.`;
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

  it('is recorded only where it was requested, with who asked', () => {
    expect(outcome(decide(jobThatIs('completed'), report()))).toMatch(/^no_clean_requested: /);
    expect(decide(requested('completed'), report())).toEqual([
      { type: 'cleaned', data: { ...done, by: 'ada', reason: 'full', resume_possible: false } },
    ]);
  });

  it('leaves a rerun possible, which takes the request back', () => {
    const rerun: JobCommand = { name: 'rerun', reason: null, keep_work_dir: false };
    const job = requested('failed: error');
    expect(outcome(decide(job, rerun))).toBe('rerun_requested');
    const data = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
    expect(outcome(decide(evolve(job, recorded(22, 'rerun_requested', data)), report()))).toMatch(/^no_clean_req/);
  });

  it('that failed can be asked for again, and says that a resume has nothing to go on from', () => {
    const data = { attempt: 1, bytes: 3, left: [], resume_possible: false };
    const after = evolve(requested('failed: error', 'all'), recorded(21, 'clean_failed', data)) as Job;
    expect(after).toMatchObject({ cleaned: { by: 'ada' } });
    expect(outcome(decide(after, clean('all')))).toBe('clean_requested');
  });

  it('by another runner than the one with its files changes nothing', () => {
    const job = requested('completed');
    const data = { ...done, by: 'ada', reason: null, resume_possible: false };
    expect(evolve(job, { ...recorded(21, 'cleaned', data), source: '/reprise/runner/runner-b' })).toBe(job);
  });
});
