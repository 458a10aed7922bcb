import { runnerSource, type CleanTarget, type DataOf } from '@reprise/contracts';
import { evolve } from '../evolve.ts';
import { cancellation, jobThatIs, recorded } from '../job.fixture.ts';
import { pendingAction, type Job } from '../state.ts';

const request = (changes: Partial<DataOf<'clean_requested'>> = {}, seq = 20) =>
  recorded(seq, 'clean_requested', { attempt: 1, reason: 'full', what: 'work_dir', rule: null, ...changes });
const end = { attempt: 1, paths: [], bytes: 0, by: 'retention: 30 days', reason: null, resume_possible: false };
const leftovers = (changes: object = {}) => [
  { storage_id: 'storage-x', runner_id: 'runner-x', attempt: 1, ...changes },
];

describe('a request to clean', () => {
  it('is in progress from then on, for the person or the rule that requested it', () => {
    const job = evolve(jobThatIs('completed'), request());
    expect(pendingAction(job)).toMatchObject({
      kind: 'cleaning',
      seq: 20,
      what: 'work_dir',
      by: 'ada',
      reason: 'full',
    });
    expect(pendingAction(job)).not.toHaveProperty('storage_id');
    expect(evolve(jobThatIs('completed'), request({ rule: 'retention: 30 days' }))).toMatchObject({
      cleaning: { by: 'retention: 30 days' },
    });
    expect(pendingAction(jobThatIs('completed'))).toBeNull();
  });

  it('has no effect while the job is open, on another attempt, or during another one', () => {
    const first = evolve(jobThatIs('completed'), request());
    expect(evolve(first, request({ what: 'all' }, 21))).toBe(first);
    for (const job of [jobThatIs('running'), jobThatIs('pending')]) expect(evolve(job, request())).toBe(job);
    const completed = jobThatIs('completed');
    expect(evolve(completed, request({ attempt: 2 }))).toBe(completed);
  });

  it("follows the end of a cancelled attempt if its pipeline's policy deletes files", () => {
    const clean = { what: 'all_but_resume', keep_results: true, rule: 'on_cancel of wes' } as const;
    const cancelled = (changes: object) =>
      evolve(
        jobThatIs('running, cancelling'),
        recorded(9, 'attempt_cancelled', { ...cancellation(1), clean: { ...clean, ...changes } }),
      );
    expect(cancelled({})).toMatchObject({
      cleaning: { kind: 'cleaning', what: 'all_but_resume', keep_results: true, by: 'on_cancel of wes', reason: null },
    });
    expect((cancelled({ keep_results: false }) as { cleaning: object }).cleaning).not.toHaveProperty('keep_results');
  });
});

describe('the end of a clean', () => {
  it('is accepted from any runner for a job that never ran, without an error', () => {
    const job = jobThatIs('failed: start_failed');
    const event = { ...recorded(21, 'cleaned', end), source: runnerSource('runner-z') };
    expect(evolve(job, event)).toMatchObject({ cleaned: { by: 'retention: 30 days' } });
    const failed = recorded(21, 'clean_failed', { attempt: 1, bytes: 0, left: [], resume_possible: false });
    expect(evolve(job, { ...failed, source: runnerSource('runner-z') })).toMatchObject({ cleaned: { by: 'ada' } });
  });

  it('without a request has the author that its runner names, unless that is a person', () => {
    expect(evolve(jobThatIs('completed'), recorded(21, 'cleaned', end))).toMatchObject({
      cleaned: { by: 'retention: 30 days', at: recorded(21, 'cleaned', end).time },
    });
    const failed = recorded(21, 'clean_failed', { attempt: 1, bytes: 0, left: [], resume_possible: false });
    expect(evolve(jobThatIs('completed'), failed)).toMatchObject({ cleaned: { by: 'ada' } });
  });

  it('without a request clears an earlier failed one', () => {
    const clean_failed = { at: '2026-01-01T00:00:00.000Z', what: 'all' };
    const job = { ...jobThatIs('completed'), clean_failed } as Job;
    expect(evolve(job, recorded(21, 'cleaned', end))).not.toHaveProperty('clean_failed');
  });

  it('removes results only if they were requested and are deleted', () => {
    const ended = (what: CleanTarget, event: Parameters<typeof evolve>[1]) =>
      evolve(evolve(jobThatIs('completed'), request({ what })), event);
    const cleaned = recorded(21, 'cleaned', end);
    const failed = recorded(21, 'clean_failed', { attempt: 1, bytes: 0, left: [], resume_possible: false });
    for (const what of ['results', 'all'] as const) {
      expect(ended(what, cleaned)).toMatchObject({ results_cleaned: { by: 'ada' } });
      expect(ended(what, failed)).not.toHaveProperty('results_cleaned');
    }
    expect(ended('work_dir', cleaned)).not.toHaveProperty('results_cleaned');
  });

  it.each([
    ['partial_outputs', 'work_dir', true],
    ['partial_outputs', 'all', true],
    ['partial_outputs', 'results', false],
    ['work_dir', 'all', false],
    ['all_but_resume', 'work_dir', true],
    ['all_but_resume', 'all', true],
    ['all_but_resume', 'results', false],
  ] as const)('of %s clears a failed clean of %s, unless it leaves those files: %s', (what, before, isKept) => {
    const clean_failed = { at: '2026-01-01T00:00:00.000Z', what: before };
    const asked = evolve({ ...jobThatIs('failed: error'), clean_failed } as Job, request());
    const job = { ...asked, cleaning: { ...(asked as { cleaning: object }).cleaning, what } } as Job;
    const after = evolve(job, recorded(22, 'cleaned', { ...end, resume_possible: true }));
    if (isKept) expect(after).toMatchObject({ clean_failed });
    else expect(after).not.toHaveProperty('clean_failed');
  });

  it('of files that a rerun left affects only those', () => {
    const others = [...leftovers(), { storage_id: 'storage-y', runner_id: 'runner-y', attempt: 1 }];
    const job = evolve({ ...jobThatIs('completed'), left: others } as Job, request({ storage_id: 'storage-x' }));
    const cleaned = { ...recorded(21, 'cleaned', end), source: runnerSource('runner-x') };
    expect(evolve(job, cleaned)).toMatchObject({ left: [others[1]], cleaned: null });
    const failed = {
      ...recorded(21, 'clean_failed', { attempt: 1, bytes: 0, left: [], resume_possible: true }),
      source: runnerSource('runner-x'),
    };
    const { left } = evolve(job, failed) as Job;
    expect(left).toEqual([others[1], { ...others[0], clean_failed_at: failed.time }]);
    const elsewhere = { ...cleaned, source: runnerSource('runner-y') };
    expect(evolve(job, elsewhere)).toBe(job);
  });

  it('of unknown files has no effect and throws no error', () => {
    const job = evolve(jobThatIs('completed'), request({ storage_id: 'storage-x' }));
    const after = evolve(job, recorded(21, 'cleaned', end));
    for (const field of ['left', 'cleaning']) expect(after).not.toHaveProperty(field);
  });
});
