import { commands } from '@reprise/contracts';
import { jobThatIs } from './job.fixture.ts';
import { unchangedJob, unchangedQueue, unchangedRunner } from './unchanged.ts';

describe('a command without effect', () => {
  const job = jobThatIs('running, cancelling');
  const cancel = { name: 'cancel', reason: 'wrong sample' } as const;

  it('of a person to a job is recorded with the attempt, the reason, and why nothing changed', () => {
    expect(unchangedJob(job, cancel)).toEqual([
      {
        type: 'cancel_unchanged',
        data: { attempt: 1, reason: 'wrong sample', detail: commands.cancel.unchanged },
      },
    ]);
    expect(commands.cancel.unchanged).toMatch(/\.$/);
  });

  it('of a rule or a runner to a job is not recorded, since both retry by themselves', () => {
    const clean = { name: 'clean', reason: null, what: 'all' } as const;
    expect(unchangedJob(job, clean)).toHaveLength(1);
    expect(unchangedJob(job, { ...clean, rule: null })).toHaveLength(1);
    expect(unchangedJob(job, { ...clean, rule: 'retention: 30 days' })).toEqual([]);
    expect(unchangedJob(job, { name: 'claim', attempt: 1, runner_id: 'runner-a' })).toEqual([]);
  });

  it('is not recorded if it always has an effect', () => {
    expect(unchangedJob(job, { name: 'rerun', reason: null, keep_work_dir: false })).toEqual([]);
  });

  it('to a queue is recorded for a person, and not for a service', () => {
    const pause = { name: 'pause_queue', reason: null } as const;
    expect(unchangedQueue(pause)).toEqual([
      { type: 'pause_queue_unchanged', data: { reason: null, detail: commands.pause_queue.unchanged } },
    ]);
    expect(unchangedQueue({ ...pause, cause: undefined })).toHaveLength(1);
    expect(unchangedQueue({ ...pause, cause: 'disk_full' })).toEqual([]);
  });

  it('to a runner is recorded for a person, and not for the runner itself', () => {
    expect(unchangedRunner({ name: 'drain_runner', reason: 'new kernel' })).toEqual([
      { type: 'drain_runner_unchanged', data: { reason: 'new kernel', detail: commands.drain_runner.unchanged } },
    ]);
    expect(unchangedRunner({ name: 'report_drained' })).toEqual([]);
  });
});
