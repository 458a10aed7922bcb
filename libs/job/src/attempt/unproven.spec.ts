import type { UnprovenExecutor } from '@reprise/contracts';
import { decide } from '../decide.ts';
import { fold } from '../evolve.ts';
import { historyOf, jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import type { Refusal } from '../refusal.ts';
import type { Job } from '../state.ts';
import { leftByCancel, localLeft, refusalWhileUnproven } from './unproven.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const slurm = (count: number): UnprovenExecutor => ({
  name: 'slurm',
  message: 'Slurm does not answer',
  left_count: null,
  left: ids(count).map((native_id) => ({ native_id, state: 'submitted' })),
});
const failed = jobThatIs('failed: killed');

/** Message that refuses a rerun of a job abandoned with these executors. */
function refused(...executors: UnprovenExecutor[]): string {
  const by = { at: '2026-11-30T12:00:00.000Z', by: 'user:ada', event_id: 'e', correlation_id: 'c' };
  return (refusalWhileUnproven({ ...failed, abandoned: { ...by, executors } } as Job, 'rerun') as Refusal).detail;
}

describe('an unproven end', () => {
  it('names processes of the machine, and keeps the ids of 200', () => {
    expect(localLeft([4711, 4712])).toEqual({
      name: 'local',
      message: 'Processes could not be ended: 4711, 4712',
      left_count: 2,
      left: [
        { native_id: '4711', state: 'alive' },
        { native_id: '4712', state: 'alive' },
      ],
    });
    const many = localLeft(ids(201).map(Number));
    expect([many.left.length, many.left_count]).toEqual([200, 201]);
  });

  it('covers, after a cancel, the tasks on executors, and the machine if processes are left', () => {
    const cancel = { attempt: 1, signals: [] };
    expect(leftByCancel({ ...cancel, pids: [], executors: [slurm(1)] })).toEqual([slurm(1)]);
    expect(leftByCancel({ ...cancel, pids: [], executors: undefined })).toEqual([]);
    expect(leftByCancel({ ...cancel, pids: [7], executors: [slurm(1)] })).toEqual([localLeft([7]), slurm(1)]);
  });

  it('keeps the files of an abandoned job, with the report of each executor and the last seen ids', () => {
    expect(refused(slurm(1), { ...slurm(0), message: 'SGE is silent' })).toBe(
      'Cannot rerun: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer. SGE is silent. Last seen: 1. Submit another like it, or wait until nothing of it is left.',
    );
    expect(refused(slurm(0))).toMatch(/: Slurm does not answer\. Submit another/);
    expect(refused(slurm(20))).toContain(`Last seen: ${ids(20).join(', ')}.`);
    expect(refused(slurm(22))).toContain(`Last seen: ${ids(20).join(', ')} and 2 more.`);
  });

  it('keeps the files of no other job', () => {
    expect(refusalWhileUnproven(failed, 'rerun')).toBeNull();
    expect(refusalWhileUnproven(jobThatIs('running'), 'rerun')).toBeNull();
  });
});

describe('a new attempt of an open job', () => {
  const requests = [
    { name: 'resume', reason: null, work_dir: 'present' },
    { name: 'restart', reason: null, step: 'ALIGN', work_dir: 'present', steps: null },
    { name: 'rerun', reason: null, keep_work_dir: false },
  ] as const;
  /** The job in this state after its runner has reported these executors. */
  const reported = (state: StateName, ...executors: UnprovenExecutor[]): Job =>
    fold([
      ...historyOf(state),
      recorded(20, 'attempt_unproven', {
        attempt: 1,
        during: state === 'running, pausing' ? 'pause' : 'end',
        executors,
      }),
    ]) as Job;
  const resumed = (job: Job): string => outcome(decide(job, requests[0]));

  it.each(requests)('is refused with the tasks that may still run, where, and the remedy: $name', (request) => {
    expect(outcome(decide(reported('running', slurm(22)), request))).toBe(
      `not_proven: Cannot ${request.name}: tasks of attempt 1 may still run on Slurm (${ids(20).join(', ')} and 2 more). Slurm does not answer. Wait until their end is proven, or cancel the job. If their end is never proven, an administrator can abandon the job.`,
    );
  });

  it('is refused without a list of ids if none is known, or if the report of the executor names them', () => {
    const message = 'SGE still has 1 job: 7 (r)';
    const sge = { name: 'sge', message, left: [{ native_id: '7', state: 'r' }], left_count: 1 };
    expect(resumed(reported('paused', slurm(0), sge))).toContain(
      'may still run on Slurm and SGE. Slurm does not answer. SGE still has 1 job: 7 (r). Wait until',
    );
    expect(resumed(reported('running', localLeft([4711])))).toContain(
      "may still run on the runner's machine. Processes could not be ended: 4711. Wait until",
    );
  });

  it('is refused without the advice to cancel if the job is being cancelled', () => {
    const left = { attempt: 1, pids: [], signals: [], executors: [slurm(1)] };
    const cancelling = fold([...historyOf('running, cancelling'), recorded(20, 'cancel_unconfirmed', left)]) as Job;
    expect(resumed(cancelling)).toContain('(1). Slurm does not answer. Wait until their end is proven. If their end');
  });

  it.each<StateName>(['running', 'running, pausing'])(
    'is refused with the status if no end is unproven: %s',
    (state) => {
      const job = state === 'running' ? jobThatIs(state) : reported(state, slurm(1));
      expect(resumed(job)).toBe('wrong_status: Cannot resume job with status: running');
    },
  );
});
