import type { UnprovenExecutor } from '@reprise/contracts';
import { jobThatIs } from '../job.fixture.ts';
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
