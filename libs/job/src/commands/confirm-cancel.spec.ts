import type { DataOf, DeletesOnCancel, LifecycleEvent, Recorded } from '@reprise/contracts';
import { decide } from '../decide.ts';
import type { Decided, Decision } from '../decision.ts';
import { evolve, fold } from '../evolve.ts';
import { cancellation, historyOf, outcome, recorded, start, submission, type StateName } from '../job.fixture.ts';
import { isRefusal } from '../refusal.ts';
import type { Job } from '../state.ts';

type Clean = DataOf<'attempt_cancelled'>['clean'];

const rule = 'on_cancel of wes';
const partial = { what: 'partial_outputs', keep_results: false, rule } as const;

/** A job in the given state, of a pipeline with this policy. */
const job = (name: StateName, on_cancel?: DeletesOnCancel, more: Recorded<LifecycleEvent>[] = []) => {
  const [, ...rest] = historyOf(name);
  return fold([recorded(1, 'submitted', { ...submission, ...(on_cancel && { on_cancel }) }), ...rest, ...more]) as Job;
};
const confirm = (state: Job) => decide(state, { name: 'confirm_cancel', ...cancellation(state.attempt) });
const only = (decision: Decision): Decided => {
  if (isRefusal(decision)) throw new Error(decision.detail);
  expect(decision).toHaveLength(1);
  return decision[0]!;
};
const cleanOf = (state: Job): Clean => (only(confirm(state)).data as DataOf<'attempt_cancelled'>).clean;
const cancelled = (on_cancel: DeletesOnCancel) => {
  const state = job('running, cancelling', on_cancel);
  return evolve(state, recorded(20, 'attempt_cancelled', { ...cancellation(1), clean: cleanOf(state) })) as Job;
};

describe('a confirmed cancel', () => {
  it('deletes nothing without a policy of the pipeline', () => {
    expect(confirm(job('running, cancelling'))).toEqual([{ type: 'attempt_cancelled', data: cancellation(1) }]);
  });

  it.each<[DeletesOnCancel, Clean]>([
    ['delete_partial_outputs', partial],
    ['delete_all_but_resume', { ...partial, what: 'all_but_resume' }],
  ])('records what is deleted next, and by which policy: %s', (on_cancel, clean) => {
    expect(cleanOf(job('running, cancelling', on_cancel))).toEqual(clean);
    expect(cleanOf(job('paused, cancelling', on_cancel))).toEqual(clean);
  });

  it('deletes nothing of an attempt that never started', () => {
    expect(cleanOf(job('pending, cancelling', 'delete_all_but_resume'))).toBeUndefined();
    const unclaimed = decide(job('pending', 'delete_all_but_resume'), { name: 'cancel', reason: null });
    expect(unclaimed).toMatchObject([{}, { type: 'attempt_cancelled', data: cancelledUnstarted }]);
  });

  it.each([
    ['resume_requested', { attempt: 2, reason: null }],
    ['restart_requested', { attempt: 2, reason: null, step: 'ALIGN' }],
    ['rerun_requested', { attempt: 2, reason: null, params: {}, keep_work_dir: false }],
  ] as const)('applies to further attempts: %s', (type, data) => {
    expect(cleanOf(job('failed: error', 'delete_partial_outputs', again(type, data)))).toEqual(partial);
  });

  it('keeps the results of an earlier success if this attempt continued in its folders', () => {
    const restart = again('restart_requested', { attempt: 2, reason: null, step: 'ALIGN' });
    const state = job('completed', 'delete_partial_outputs', restart);
    expect(cleanOf(state)).toEqual({ ...partial, keep_results: true });
    const failed = evolve(state, recorded(40, 'attempt_cancelled', cancellation(2))) as Job;
    const resumed = fold(again('resume_requested', { attempt: 3, reason: null }, 3), failed) as Job;
    expect(cleanOf(resumed)).toEqual({ ...partial, keep_results: true });
  });

  it('keeps the files of a pinned job', () => {
    const pinned = [recorded(9, 'job_pinned', { attempt: 1, reason: null })];
    const resumed = [...pinned, ...again('resume_requested', { attempt: 2, reason: null })];
    expect(cleanOf(job('failed: error', 'delete_partial_outputs', resumed))).toBeUndefined();
  });
});

describe('a job that was cancelled under a deleting policy', () => {
  it('is being cleaned, by that policy', () => {
    const cleaning = { kind: 'cleaning', what: 'all_but_resume', by: rule };
    expect(cancelled('delete_all_but_resume')).toMatchObject({ status: 'failed', cause: 'cancelled', cleaning });
  });

  it('records the clean by the policy, and can be resumed afterwards', () => {
    const state = cancelled('delete_partial_outputs');
    const resume = { name: 'resume', reason: null, work_dir: 'present' } as const;
    expect(outcome(decide(state, resume))).toBe(
      'being_cleaned: Cannot resume: files beside its work are being deleted. Wait until that is done.',
    );
    const done = { attempt: 1, paths: ['/jobs/1/out'], bytes: 5, resume_possible: true };
    const cleaned = { ...done, by: rule, reason: null };
    expect(only(decide(state, { name: 'confirm_clean', ...done })).data).toEqual(cleaned);
    const after = evolve(state, recorded(21, 'cleaned', cleaned)) as Job;
    expect(after).toMatchObject({ status: 'failed', cleaned: null });
    expect(outcome(decide(after, resume))).toBe('resume_requested');
  });

  it('can be rerun in the meantime', () => {
    const rerun = { name: 'rerun', reason: null, keep_work_dir: false } as const;
    expect(outcome(decide(cancelled('delete_partial_outputs'), rerun))).toBe('rerun_requested');
  });
});

const cancelledUnstarted = { attempt: 1, signals: [], processes_ended: 0, survivors: 0, duration_ms: null };

/** The next attempt of an ended job, up to the cancel request. */
function again<T extends 'resume_requested' | 'restart_requested' | 'rerun_requested'>(
  type: T,
  data: DataOf<T>,
  n = 2,
) {
  const at = 10 * n;
  return [
    recorded(at, type, data),
    recorded(at + 1, 'attempt_claimed', { attempt: n, runner_id: 'runner-a' }),
    recorded(at + 2, 'attempt_started', start(n)),
    recorded(at + 3, 'cancel_requested', { attempt: n, reason: null }),
  ];
}
