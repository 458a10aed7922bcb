import { GATEWAY, type AutomaticResume, type DataOf, type ResumeAfter } from '@reprise/contracts';
import { evolve, fold } from './evolve.ts';
import { failure, historyOf, recorded, start, submission, type StateName } from './job.fixture.ts';
import type { Job } from './state.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';
import { automaticResume, reasonToResume } from './automatic-resume.ts';

type Failure = Partial<DataOf<'attempt_failed'>>;

const policy: ResumeAfter = { causes: ['killed', 'runner_lost', 'node_failed'], times: 2 };

/** A job with this policy, in the given state. */
const jobIn = (name: StateName, resume_after: ResumeAfter | null = policy): Job => {
  const [, ...rest] = historyOf(name);
  return fold([recorded(1, 'submitted', { ...submission, ...(resume_after && { resume_after }) }), ...rest]) as Job;
};
const failed = (job: Job, { cause = 'error', ...more }: Failure): Job =>
  evolve(job, recorded(20, 'attempt_failed', { ...failure(job.attempt, cause), ...more })) as Job;
const resumed = (job: Job, actor: string): Job =>
  evolve(job, { ...recorded(30, 'resume_requested', { attempt: job.attempt + 1, reason: null }), actor }) as Job;
const started = (job: Job): Job => {
  const { attempt } = job;
  const claimed = recorded(31, 'attempt_claimed', { attempt, runner_id: 'runner-a' });
  return fold([claimed, recorded(32, 'attempt_started', start(attempt))], job) as Job;
};
const resumeOf = (job: Job, workDir: WorkDirPresence = 'present') => automaticResume(job, workDir);

describe('an automatic resume', () => {
  it.each<[string, Failure, cause: AutomaticResume['cause'] | null]>([
    ['Nextflow was killed', { cause: 'killed' }, 'killed'],
    ['its runner was lost', { cause: 'runner_lost' }, 'runner_lost'],
    ['a node failed under a task', { cause: 'error', disruption: 'node_failed' }, 'node_failed'],
    ['a task was preempted, a cause outside of the policy', { cause: 'error', disruption: 'preempted' }, null],
    ['a task failed', { cause: 'error', exit_code: 137 }, null],
    ['it did not start', { cause: 'start_failed' }, null],
    ['it did not start, on a node that failed', { cause: 'start_failed', disruption: 'node_failed' }, null],
    ['Nextflow was killed during a cancel', { cause: 'killed', cancel: 'too_late' }, null],
  ])('is due if %s: %j -> %s', (_, data, cause) => {
    const due = cause && { state: 'due', cause, number: 1, times: 2 };
    expect(resumeOf(failed(jobIn('running'), data))).toEqual(due);
  });

  it('does not happen without a policy', () => {
    expect(resumeOf(failed(jobIn('running', null), { cause: 'killed' }))).toBeNull();
    expect(resumeOf(jobIn('running'))).toBeNull();
    expect(resumeOf(jobIn('completed'))).toBeNull();
  });

  it.each<[StateName, AutomaticResume['held']]>([
    ['running', undefined],
    ['running, cancelling', 'cancelling'],
    ['running, pausing', 'pausing'],
    ['paused', 'paused'],
    ['paused, cancelling', 'cancelling'],
    ['paused, unpausing', undefined],
  ])('is blocked while people hold the job, with the reason: %s -> %s', (name, held) => {
    const resume = { cause: 'runner_lost', times: 2 };
    expect(resumeOf(failed(jobIn(name), { cause: 'runner_lost' }))).toEqual(
      held ? { ...resume, state: 'held', held, number: 0 } : { ...resume, state: 'due', number: 1 },
    );
  });

  it('waits while no work dir exists to continue in', () => {
    const job = failed(jobIn('running'), { cause: 'killed' });
    expect([resumeOf(job, 'absent'), resumeOf(job, 'unknown')?.state]).toEqual([null, 'due']);
    const cleaning = recorded(21, 'clean_requested', { attempt: 1, reason: null, what: 'work_dir', rule: null });
    expect(resumeOf(evolve(job, cleaning) as Job)).toBeNull();
    expect(resumeOf(failed(jobIn('pending, claimed'), { cause: 'runner_lost' }))).toBeNull();
  });

  it('happens as often as its policy allows', () => {
    const first = resumed(failed(jobIn('running'), { cause: 'killed' }), GATEWAY);
    expect(resumeOf(first)).toEqual({ state: 'under_way', cause: 'killed', number: 1, times: 2 });
    expect(resumeOf(started(first))).toEqual({ state: 'under_way', cause: 'killed', number: 1, times: 2 });
    const second = resumed(failed(started(first), { cause: 'runner_lost' }), GATEWAY);
    expect(resumeOf(second)).toEqual({ state: 'under_way', cause: 'runner_lost', number: 2, times: 2 });
    const last = failed(started(second), { cause: 'killed' });
    expect(resumeOf(last)).toEqual({ state: 'used_up', cause: 'killed', number: 2, times: 2 });
  });

  it('starts its count again after each command of a person that starts an attempt', () => {
    const first = resumed(failed(jobIn('running'), { cause: 'killed' }), GATEWAY);
    const byPerson = resumed(failed(started(first), { cause: 'error' }), 'ada');
    expect(resumeOf(byPerson)).toBeNull();
    expect(resumeOf(failed(started(byPerson), { cause: 'killed' }))).toMatchObject({ state: 'due', number: 1 });
    const sooner = resumed(failed(jobIn('running'), { cause: 'killed' }), 'ada');
    expect(resumeOf(sooner)).toBeNull();
    expect(resumeOf(failed(started(sooner), { cause: 'killed' }))).toMatchObject({ state: 'due', number: 1 });
  });

  it('takes the queue share of the person who requested the policy', () => {
    const first = resumed(failed(jobIn('running'), { cause: 'killed' }), GATEWAY);
    expect(first).toMatchObject({ asked_by: 'ada', mode: 'resume', attempt: 2 });
    const { asked_by: _, ...before } = failed(jobIn('running'), { cause: 'killed' });
    expect(resumed(before as Job, GATEWAY)).toMatchObject({ asked_by: GATEWAY, attempt: 2 });
  });
});

it('the reason of a resume states its cause and the allowed number', () => {
  const resume = { state: 'due', cause: 'runner_lost', number: 1, times: 2 } as const;
  expect(reasonToResume(resume)).toBe('The runner was lost (1 of 2 resumes by resume_after)');
  expect(reasonToResume({ ...resume, cause: 'killed', times: 1 })).toBe(
    'Nextflow was killed (1 of 1 resume by resume_after)',
  );
});
