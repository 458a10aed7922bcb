import { groupsOf } from './group-sums.ts';
import type { JobSums } from './sum-jobs.ts';

const [PLATE, OTHER] = ['0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01', '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d02'];
const hours = { requested: 2, used: null };

const job = (job_id: string, changed: Partial<JobSums>): JobSums => ({
  job_id,
  sample_name: job_id,
  pipeline: 'wes',
  batch_id: null,
  batch_name: null,
  labels: {},
  month: null,
  tasks: 3,
  tasks_without_requests: 0,
  cpu_hours: hours,
  memory_gb_hours: hours,
  waiting: { queue_ms: 10, executor_ms: null },
  footprint: { cost: 1, energy_kwh: 1, co2e_g: 1 },
  ...changed,
});
const namesBy = (by: string, ...jobs: JobSums[]) => groupsOf(jobs, by).map(({ name, jobs: number }) => [name, number]);

describe('the groups of sums', () => {
  it('are the pipelines, sorted, with the sums of each', () => {
    const groups = groupsOf([job('a', {}), job('b', { pipeline: 'panel' }), job('c', {})]);
    expect(groups.map(({ name }) => name)).toEqual(['panel', 'wes']);
    expect(groups[1]).toMatchObject({ jobs: 2, tasks: 6, cpu_hours: { requested: 4, used: null } });
    expect(groups[1]).toMatchObject({ waiting: { queue_ms: 20, executor_ms: null }, footprint: { cost: 2 } });
  });

  it('are labels, each with all its jobs, and at last the jobs without labels', () => {
    const jobs = [
      job('a', {}),
      job('b', { labels: { run: '7', project: 'cardio' } }),
      job('c', { labels: { run: '7' } }),
    ];
    expect(namesBy('label', ...jobs)).toEqual([
      ['project=cardio', 1],
      ['run=7', 2],
      [null, 1],
    ]);
  });

  it('are the values of one label, of which each job has at most one', () => {
    const jobs = [
      job('a', { labels: { project: 'renal', project2: 'x' } }),
      job('b', { labels: { project: 'cardio', run: '7' } }),
      job('c', { labels: { run: '7' } }),
    ];
    expect(namesBy('label:project', ...jobs)).toEqual([
      ['project=cardio', 1],
      ['project=renal', 1],
      [null, 1],
    ]);
  });

  it('are batches in the order of submission, also with the same name', () => {
    const batch_name = 'Plate';
    const jobs = [job('a', { batch_id: OTHER, batch_name }), job('b', { batch_id: PLATE, batch_name }), job('c', {})];
    expect(groupsOf(jobs, 'batch').map(({ name, batch_id }) => [name, batch_id])).toEqual([
      ['Plate', OTHER],
      ['Plate', PLATE],
      [null, undefined],
    ]);
  });

  it('are months in which a job counts once, and its parts add up', () => {
    const jobs = [job('a', { month: '2026-12' }), job('a', { month: '2026-11' }), job('b', { month: '2026-12' })];
    expect(namesBy('month', ...jobs)).toEqual([
      ['2026-11', 1],
      ['2026-12', 2],
    ]);
  });
});
