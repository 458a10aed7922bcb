import type { JobView } from '@reprise/contracts';
import { aJob } from '../../testing/views.ts';
import { rerun } from '../rerun.ts';
import { resume } from '../resume.ts';
import { mayRemainOfMany, mayRemainPoints } from './may-remain.ts';

const onGoogle = (part: Partial<JobView> = {}): JobView =>
  aJob({ status: 'failed', attempt: 2, started_at: '2026-03-01T08:00:00.000Z', elsewhere: ['google-batch'], ...part });
const textOf = ([point]: ReturnType<typeof mayRemainPoints>) => point && `${point.strong} ${point.text}`;
const said =
  'Reprise cannot query Google Batch: tasks of attempt 2 may still run there and write files. Check that its queue is empty first.';

describe('tasks that may remain where Reprise cannot look', () => {
  it('are the first thing that the dialogs of a resume and a rerun name', () => {
    const about = { now: 0, chosen: new Set<string>(), preview: null };
    expect(textOf(resume.dialog(onGoogle(), about).points.slice(0, 1))).toBe(said);
    expect(textOf(rerun.dialog(onGoogle(), about).points.slice(0, 1))).toBe(said);
    expect(resume.many({ chosen: new Set(), jobs: [onGoogle()] }).points[0]!.strong).toBe(
      'Reprise cannot query Google Batch:',
    );
    expect(rerun.many({ chosen: new Set(), jobs: [onGoogle()] }).points[0]!.strong).toBe(
      'Reprise cannot query Google Batch:',
    );
  });

  it('are those of an earlier attempt, if the preview knows them', () => {
    const may_remain = { attempt: 1, executors: ['my-plugin'] };
    expect(textOf(mayRemainPoints(onGoogle({ elsewhere: [] }), { may_remain }))).toMatch(
      /^Reprise cannot query my-plugin: tasks of attempt 1 may/,
    );
    expect(textOf(mayRemainPoints(onGoogle(), { may_remain: null }))).toBe(said);
  });

  it('are not named if all executors are queried, or if the job completed', () => {
    expect(mayRemainPoints(onGoogle({ elsewhere: ['slurm'], asked: ['slurm'] }), null)).toEqual([]);
    expect(mayRemainPoints(onGoogle({ status: 'completed' }), null)).toEqual([]);
    expect(mayRemainOfMany({ jobs: [onGoogle({ status: 'completed' })] })).toEqual([]);
  });

  it('are counted over many jobs, if these were read', () => {
    const jobs = [onGoogle(), onGoogle({ elsewhere: ['my-plugin'] }), aJob({ status: 'failed' })];
    expect(textOf(mayRemainOfMany({ jobs }))).toBe(
      'Reprise cannot query Google Batch, my-plugin: tasks of 2 of these jobs may still run there and write files. Check that their queues are empty first.',
    );
    expect(mayRemainOfMany({})).toEqual([]);
  });
});
