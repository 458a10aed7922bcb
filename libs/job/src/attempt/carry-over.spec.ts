import { evolve, fold } from '../evolve.ts';
import { cancellation, failure, jobThatIs, recorded, start, submission, success } from '../job.fixture.ts';
import { pausedMs, unknownJob, type Job } from '../state.ts';

const asked = {
  launch: { profiles: ['test'] },
  sheet: { param: 'input', name: 'samples.csv', content: 'sample\nDEMO1\n' },
  resources: { cpus: 8, memory_bytes: 2 ** 30 },
  on_cancel: 'delete_partial_outputs',
  resume_after: { causes: ['killed'], times: 2 },
  labels: { run: '2026-48' },
  batch: { id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01', name: 'Plate 12' },
} as const;

const submitted = (changes: object = {}) =>
  evolve(unknownJob, recorded(1, 'submitted', { ...submission, ...changes })) as Job;
/** The job with its current attempt claimed and started by a runner. */
const started = (job: Job) => {
  const { attempt } = job;
  return fold(
    [
      recorded(20, 'attempt_claimed', { attempt, runner_id: 'runner-a' }),
      recorded(21, 'attempt_started', start(attempt)),
    ],
    job,
  ) as Job;
};
const failed = (job: Job) => evolve(job, recorded(22, 'attempt_failed', failure(job.attempt, 'error'))) as Job;
const rerun = { reason: null, params: {}, keep_work_dir: false };

describe('the facts that a job keeps through its attempts', () => {
  it('include everything from its submission', () => {
    const job = submitted(asked);
    expect(job).toMatchObject({ keep_work_dir: false, last_run: null, results_on: null, cleaned: null });
    expect(job).toMatchObject({ ...asked, sample_name: 'DEMO1', pipeline: 'wes', queue: 'default', priority: 0 });
    expect(started(job)).toMatchObject(asked);
    expect(failed(started(job))).toMatchObject(asked);
    const again = evolve(failed(started(job)), recorded(30, 'rerun_requested', { attempt: 2, ...rerun }));
    expect(again).toMatchObject({ ...asked, attempt: 2 });
  });

  it('include no field that its submission does not have', () => {
    for (const name of Object.keys(asked)) {
      const job = submitted();
      for (const state of [job, started(job), failed(started(job))]) expect(state).not.toHaveProperty(name);
    }
  });

  it('include the requester of the attempt, up to its end', () => {
    expect(failed(started(submitted()))).toMatchObject({
      asked_by: 'ada',
      requested_by: recorded(1, 'paused', {} as never).id,
    });
    const { asked_by: _, ...before } = submitted();
    expect(started(before as Job)).not.toHaveProperty('asked_by');
  });

  it('include what a rerun keeps of earlier files, until the attempt has ended', () => {
    const first = failed(started(submitted()));
    const asks = (keep: object) =>
      evolve(first, recorded(30, 'rerun_requested', { attempt: 2, ...rerun, ...keep })) as Job;
    expect(failed(started(asks({ keep_results: true })))).toMatchObject({ keep_results: true, keep_work_dir: false });
    const both = failed(started(asks({ keep_results: true, keep_work_dir: true })));
    expect(both).toMatchObject({ keep_work_dir: true, deletes_nothing: true });
    for (const name of ['keep_results', 'deletes_nothing']) expect(failed(started(asks({})))).not.toHaveProperty(name);
  });

  it('include the place of the results that a rerun deletes', () => {
    const again = evolve(
      failed(started(submitted())),
      recorded(30, 'rerun_requested', { attempt: 2, ...rerun }),
    ) as Job;
    const results = { results_on: 'storage-a', results_of: { runner_id: 'runner-a', attempt: 1 } };
    for (const job of [again, started(again), failed(started(again))]) expect(job).toMatchObject(results);
    expect(started(submitted())).not.toHaveProperty('results_of');
  });

  it('include that earlier results may be in its output dir, once an attempt continued from a success', () => {
    const done = evolve(started(submitted()), recorded(25, 'attempt_succeeded', success(1))) as Job;
    const restarted = evolve(
      done,
      recorded(30, 'restart_requested', { attempt: 2, reason: null, step: 'CALL' }),
    ) as Job;
    expect(failed(started(restarted))).toMatchObject({ goes_on_from_success: true, from_step: 'CALL' });
    expect(restarted).toMatchObject({ keep_work_dir: false });
    for (const field of ['goes_on_from_success', 'from_step'])
      expect(failed(started(submitted()))).not.toHaveProperty(field);
  });

  it('include a pin', () => {
    const pinned = evolve(
      failed(started(submitted())),
      recorded(26, 'job_pinned', { attempt: 1, reason: null }),
    ) as Job;
    const resumed = evolve(pinned, recorded(30, 'resume_requested', { attempt: 2, reason: null })) as Job;
    expect(started(resumed)).toMatchObject({ pinned: { by: 'ada' } });
  });

  it('include the time it was paused, and none if it never was', () => {
    const paused = jobThatIs('paused, unpausing');
    const since = Date.parse(recorded(5, 'paused', { attempt: 1, mode: 'freeze' }).time);
    expect(pausedMs(paused, new Date(since + 2_000).toISOString())).toBe(2_000);
    const end = recorded(65, 'attempt_failed', { ...failure(1, 'error'), duration_ms: null });
    expect(evolve(paused, end)).toMatchObject({ paused_ms: 60_000 });
    const unpaused = evolve(paused, recorded(15, 'unpaused', { attempt: 1 }));
    expect(unpaused).toMatchObject({ status: 'running', paused_ms: 10_000 });
    expect(evolve(unpaused, end)).toMatchObject({ paused_ms: 10_000 });
    expect(evolve(jobThatIs('running'), end)).not.toHaveProperty('paused_ms');
  });

  it('include the pause of its run, if the end is recorded after the end of the run', () => {
    const paused = jobThatIs('paused');
    const ended = (duration_ms: number) =>
      evolve(paused, recorded(65, 'attempt_cancelled', { ...cancellation(1), duration_ms }));
    // Started at second 3, paused at second 5: the run ends at second 20.
    expect(ended(17_000)).toMatchObject({ paused_ms: 15_000 });
    expect(ended(90_000)).toMatchObject({ paused_ms: 60_000 });
  });
});
