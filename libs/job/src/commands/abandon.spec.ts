import type { DataOf, UnprovenExecutor } from '@reprise/contracts';
import { allowedActions } from '../allowed-actions.ts';
import { decide } from '../decide.ts';
import type { Decided } from '../decision.ts';
import { fold } from '../evolve.ts';
import { historyOf, jobThatIs, outcome, recorded, stateNames, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';
import { isOpen, type Job } from '../state.ts';

const abandon = { name: 'abandon', reason: 'the old cluster was switched off' } as const;
const silent: UnprovenExecutor = {
  name: 'slurm',
  message: 'Slurm does not answer: squeue did not answer in 10 s',
  left: [{ native_id: '812', state: 'submitted' }],
  left_count: null,
};

const after = (state: StateName, ...more: Parameters<typeof recorded>[]): Job =>
  fold([...historyOf(state), ...more.map((each) => recorded(...each))]) as Job;
/** A job in this state with tasks that Slurm has not proven to have ended. */
const unproven = (state: StateName, during: 'end' | 'pause' | 'unpause'): Job =>
  after(state, [20, 'attempt_unproven', { attempt: 1, during, executors: [silent] }]);
const uncancelled = (pids: number[] = []): Job =>
  after('running, cancelling', [20, 'cancel_unconfirmed', { attempt: 1, pids, signals: [], executors: [silent] }]);
/** Data of the failure event of an abandon. */
const abandonedNow = (job: Job) => (decide(job, abandon) as readonly Decided[])[1]!.data as DataOf<'attempt_failed'>;
/** The same job after an administrator abandoned it. */
function abandoned(job: Job): Job {
  const decision = decide(job, abandon);
  if ('refused' in decision) throw new Error(decision.detail);
  return fold(
    decision.map(({ type, data }, index) => recorded(30 + index, type, data)),
    job,
  ) as Job;
}

describe('abandoning a job', () => {
  it.each<[string, Job]>([
    ['whose cancel is not confirmed', uncancelled()],
    ['whose Nextflow has ended', unproven('running', 'end')],
    ['whose Nextflow has ended in a pause', unproven('paused', 'end')],
    ['whose pause is not proven', unproven('running, pausing', 'pause')],
    ['whose unpause is not proven', unproven('paused, unpausing', 'unpause')],
  ])('%s ends it at once, as failed and unproven', (_, job) => {
    const [requested, failed] = decide(job, abandon) as readonly Decided[];
    expect(requested).toEqual({ type: 'abandon_requested', data: { attempt: 1, reason: abandon.reason } });
    expect(failed).toEqual({
      type: 'attempt_failed',
      data: {
        attempt: 1,
        cause: 'abandoned',
        exit_code: null,
        signal: null,
        failing_step: null,
        failing_task: null,
        stderr_tail: [],
        duration_ms: null,
        processes_ended: 0,
        summary: 'Given up, not proven to have ended',
        message:
          'Given up by an administrator (the old cluster was switched off); that its tasks have ended is not proven. Slurm does not answer: squeue did not answer in 10 s.',
        unproven: [silent],
      },
    });
    expect(abandoned(job)).toMatchObject({
      status: 'failed',
      cause: 'abandoned',
      abandoned: { by: 'ada', executors: [silent] },
    });
  });

  it('names processes of the runner that survived a cancel, and each executor in a sentence', () => {
    const [, failed] = decide(uncancelled([4711, 4712]), { ...abandon, reason: null }) as readonly Decided[];
    expect(failed!.data).toMatchObject({
      message:
        'Given up by an administrator; that its tasks have ended is not proven. Processes could not be ended: 4711, 4712. Slurm does not answer: squeue did not answer in 10 s.',
      unproven: [{ name: 'local', message: 'Processes could not be ended: 4711, 4712', left_count: 2 }, silent],
    });
  });

  it.each(stateNames)('is refused and not offered if nothing is unproven: %s', (state) => {
    const job = jobThatIs(state);
    const code = isOpen(job) ? 'nothing_unproven' : 'wrong_status';
    expect(outcome(decide(job, abandon))).toMatch(new RegExp(`^${code}: Cannot abandon`));
    expect(allowedActions(job, 'present')).not.toContain('abandon');
  });

  it.each<[string, Job]>([
    [
      'a withdrawn pause',
      after(
        'running, pausing',
        [20, 'attempt_unproven', { attempt: 1, during: 'pause', executors: [silent] }],
        [21, 'unpause_requested', { attempt: 1, reason: null }],
      ),
    ],
    [
      'an effective pause',
      after(
        'running, pausing',
        [20, 'attempt_unproven', { attempt: 1, during: 'pause', executors: [silent] }],
        [21, 'paused', { attempt: 1, mode: 'freeze' }],
      ),
    ],
    ['an earlier attempt', after('failed: error', [20, 'resume_requested', { attempt: 2, reason: null }])],
  ])('is refused for %s', (_, job) => {
    expect(outcome(decide(job, abandon))).toMatch(/^nothing_unproven: /);
  });

  it('is the only action of a cancelling job', () => {
    expect(allowedActions(uncancelled(), 'present')).toEqual(['abandon']);
  });
});

describe('an abandoned job', () => {
  const job = abandoned(uncancelled());
  const requests = {
    resume: { name: 'resume', reason: null, work_dir: 'present' },
    restart: { name: 'restart', reason: null, step: 'ALIGN', work_dir: 'present', steps: null },
    rerun: { name: 'rerun', reason: null, keep_work_dir: true, keep_results: true },
    clean: { name: 'clean', reason: null, what: 'work_dir' },
  } as const;
  const proven = recorded(40, 'end_proven', { attempt: 1 });

  it.each(Object.values(requests))('refuses a $name, with what is not proven and the remedy', (command) => {
    expect(outcome(decide(job, command))).toBe(
      `not_proven: Cannot ${command.name}: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: squeue did not answer in 10 s. Last seen: 812. Submit another like it, or wait until nothing of it is left.`,
    );
  });

  it('also refuses a retention rule, and can be pinned', () => {
    const rule = { ...requests.clean, rule: 'retention: 30 days' };
    expect(outcome(decide(job, rule))).toMatch(/^not_proven: /);
    expect(outcome(decide(job, { name: 'pin', reason: null }))).toBe('job_pinned');
  });

  it('accepts all of them again once its end is proven', () => {
    expect(decide(job, { name: 'prove_end', attempt: 1 })).toEqual([{ type: 'end_proven', data: { attempt: 1 } }]);
    const free = fold([proven], job) as Job;
    expect(free).not.toHaveProperty('abandoned');
    for (const command of Object.values(requests)) expect(outcome(decide(free, command))).toMatch(/_requested$/);
    expect(outcome(decide(free, { name: 'prove_end', attempt: 1 }))).toBe(
      'not_abandoned: This attempt was not abandoned.',
    );
  });

  it('names no executor if its event is from a release without executors', () => {
    const { unproven: _, ...data } = abandonedNow(uncancelled());
    expect(fold([recorded(30, 'attempt_failed', data)], uncancelled())).toMatchObject({ abandoned: { executors: [] } });
  });

  it('accepts no report of another runner, and no proof of another attempt', () => {
    const by = (runner: string) => ({ ...proven, source: `/reprise/runner/${runner}` });
    expect(fold([by('runner-b')], job)).toEqual(job);
    expect(fold([by('runner-a')], job)).not.toHaveProperty('abandoned');
    const unstarted = abandoned(
      after('pending, cancelling', [
        20,
        'cancel_unconfirmed',
        { attempt: 1, pids: [], signals: [], executors: [silent] },
      ]),
    );
    expect(fold([by('runner-a')], unstarted)).toEqual(unstarted);
    expect(fold([recorded(40, 'end_proven', { attempt: 2 })], job)).toEqual(job);
    expect(outcome(decide(job, { name: 'prove_end', attempt: 2 }))).toMatch(/^not_abandoned: /);
  });

  it('refuses its own late reports', () => {
    for (const report of ['report_unproven', 'report_survivors', 'confirm_cancel', 'succeed'] as const)
      expect(outcome(decide(job, runnerCommands(1)[report]))).toMatch(/^attempt_ended: /);
  });
});

describe('reporting an unproven state', () => {
  it.each<[StateName, string]>([
    ['pending', 'not_started: This attempt has not started.'],
    ['pending, claimed', 'not_started: This attempt has not started.'],
    ['running', 'attempt_unproven'],
    ['paused', 'attempt_unproven'],
  ])('%s, for its end -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).report_unproven))).toBe(expected);
  });

  it('is refused for a pause or unpause that is no longer requested', () => {
    const of = (during: 'pause' | 'unpause') => ({ ...runnerCommands(1).report_unproven, during });
    expect(outcome(decide(jobThatIs('running'), of('pause')))).toBe(
      'no_pause_requested: There is no longer a request to pause this attempt.',
    );
    expect(outcome(decide(jobThatIs('paused'), of('unpause')))).toBe(
      'no_unpause_requested: There is no longer a request to unpause this attempt.',
    );
    expect(outcome(decide(jobThatIs('running, pausing'), of('pause')))).toBe('attempt_unproven');
    expect(outcome(decide(jobThatIs('paused, unpausing'), of('unpause')))).toBe('attempt_unproven');
  });
});
