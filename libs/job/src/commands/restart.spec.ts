import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, start, type StateName } from '../job.fixture.ts';
import type { Job } from '../state.ts';
import { noTasksOf, type Restart } from './restart.ts';

const command: Restart = { name: 'restart', reason: null, step: 'CALL', work_dir: 'present', steps: ['ALIGN', 'CALL'] };
const restart = (state: Job, changes: Partial<Restart> = {}) => outcome(decide(state, { ...command, ...changes }));
const refused = (status: string) => `wrong_status: Cannot restart job with status: ${status}`;
const neverStarted = 'never_started: Cannot restart: this job never started, so no work is kept. Rerun it instead.';

describe('restarting from a step', () => {
  const completed = jobThatIs('completed');

  it.each<[StateName, string]>([
    ['pending', refused('pending')],
    ['pending, claimed', refused('pending')],
    ['running', refused('running')],
    ['running, cancelling', refused('running')],
    ['paused', refused('paused')],
    ['completed', 'restart_requested'],
    ['failed: error', 'restart_requested'],
    ['failed: killed', 'restart_requested'],
    ['failed: runner_lost', 'restart_requested'],
    ['failed: start_failed', neverStarted],
    ['failed: cancelled', 'restart_requested'],
    ['failed: cancelled unstarted', neverStarted],
  ])('%s -> %s', (state, expected) => {
    expect(restart(jobThatIs(state))).toBe(expected);
  });

  it('requests the next attempt with its step, and with parameters only if they were changed', () => {
    const asked = { attempt: 2, reason: null, step: 'CALL' };
    expect(decide(completed, command)).toEqual([{ type: 'restart_requested', data: asked }]);
    const params = { depth: 80 };
    expect(decide(completed, { ...command, params })).toEqual([
      { type: 'restart_requested', data: { ...asked, params } },
    ]);
  });

  it('is refused for a step without tasks, with the names of steps that have some', () => {
    expect(restart(completed, { step: 'MERGE' })).toBe(
      'unknown_step: Cannot restart from MERGE: no task of it is in the work dir. Steps with tasks: ALIGN, CALL.',
    );
    expect(restart(completed, { steps: [] })).toBe(
      'unknown_step: Cannot restart from CALL: no task of it is in the work dir. It has none of any step.',
    );
  });

  it('is accepted if the content of the work dir is unknown, since the start checks again', () => {
    expect(restart(completed, { work_dir: 'unknown', steps: null })).toBe('restart_requested');
  });

  it('is refused if the work dir is gone, was removed, or is in an object store', () => {
    expect(restart(completed, { work_dir: 'absent' })).toBe(
      'work_dir_gone: Cannot restart: its work dir is gone. Rerun it instead. (/jobs/1/work)',
    );
    expect(restart({ ...completed, cleaned: { at: '2026-02-01T00:00:00.000Z', by: 'ada' } })).toBe(
      'work_dir_gone: Cannot restart: its work dir was removed on 2026-02-01 00:00:00 UTC by ada. Rerun it instead.',
    );
    const last_run = { ...completed.last_run!, work_dir: 's3://lab/work/1' };
    expect(restart({ ...completed, last_run })).toBe(
      'work_dir_remote: Cannot restart from a step: its work dir is in an object store (s3://lab/work/1). Rerun it instead.',
    );
  });

  it('keeps the step for the runner until the attempt has ended, and not for the next one', () => {
    let job = evolve(completed, recorded(8, 'restart_requested', { attempt: 2, reason: null, step: 'CALL' }));
    expect(job).toMatchObject({ status: 'pending', mode: 'from_step', from_step: 'CALL', params: { depth: 50 } });
    job = evolve(job, recorded(9, 'attempt_claimed', { attempt: 2, runner_id: 'runner-a' }));
    job = evolve(job, recorded(10, 'attempt_started', start(2)));
    expect(job).toMatchObject({ status: 'running', from_step: 'CALL' });
    job = evolve(job, recorded(11, 'attempt_succeeded', { attempt: 2, exit_code: 0, duration_ms: 1, outputs: [] }));
    expect(
      evolve(job, recorded(12, 'rerun_requested', { attempt: 3, reason: null, params: {}, keep_work_dir: false })),
    ).not.toHaveProperty('from_step');
  });

  it('names the first twenty steps with tasks if there are more', () => {
    const steps = Array.from({ length: 21 }, (_, i) => `S${String(i + 1)}`);
    const named = (most: number) => steps.slice(0, most).join(', ');
    expect(noTasksOf('MERGE', steps.slice(0, 20))).toContain(`Steps with tasks: ${named(20)}.`);
    expect(noTasksOf('MERGE', steps)).toContain(`Steps with tasks: ${named(20)}, ….`);
  });
});
