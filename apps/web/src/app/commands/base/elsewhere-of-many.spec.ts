import type { JobView } from '@reprise/contracts';
import { aJob } from '../../testing/views.ts';
import { cancel } from '../cancel.ts';
import { pause } from '../pause.ts';
import type { ListedTasks, SelectedJobs } from './selected-jobs.ts';

const onSlurm: Partial<JobView> = { status: 'running', elsewhere: ['slurm'], asked: ['slurm'] };
const jobs = [
  aJob(onSlurm),
  aJob({ ...onSlurm, status: 'paused' }),
  aJob({ ...onSlurm, status: 'completed' }),
  aJob({ status: 'running', elsewhere: ['k8s'] }),
  aJob({ status: 'running' }),
];
const listing = (part: Partial<ListedTasks> = {}): ListedTasks => ({
  name: 'slurm',
  unknown: null,
  counts: [
    { phase: 'running', state: 'RUNNING', reason: null, count: 8 },
    { phase: 'waiting', state: 'PENDING', reason: 'Resources', count: 4 },
  ],
  ...part,
});
const sentences = (points: readonly { strong: string; text: string }[]) =>
  points
    .map(({ strong, text }) => `${strong} ${text}`)
    .filter((each) => /Slurm|Kubernetes|Docker|SGE|cluster/.test(each));

describe('the dialog for cancelling many jobs', () => {
  const pointsFor = (selected: Partial<SelectedJobs>) =>
    sentences(cancel.many({ chosen: new Set(), ...selected }).points);

  it('sums up the jobs on a cluster, and names executors without proof', () => {
    expect(pointsFor({ jobs, listed: [listing(), listing()] })).toEqual([
      'Tasks on Kubernetes are ended by Nextflow, those of 1 of these jobs. Reprise does not look whether any is left there.',
      '24 jobs on Slurm will be cancelled, of 2 of these jobs: 16 running, 8 pending (Resources). Each counts as cancelled only once Slurm says that none is left.',
    ]);
  });

  it('shows no numbers before they are read', () => {
    expect(pointsFor({ jobs })[1]).toBe(
      'Jobs on Slurm are cancelled too, those of 2 of these jobs. Each counts as cancelled only once Slurm says that none is left.',
    );
  });

  it('warns that a cluster does not answer', () => {
    const unknown = 'squeue did not answer in 10 s';
    expect(pointsFor({ jobs, listed: [listing(), listing({ unknown, counts: [] })] })[1]).toMatch(
      /^Slurm does not answer now: squeue did not answer in 10 s\. Each counts as cancelled only once Slurm says/,
    );
  });

  it('states that containers are ended', () => {
    const docker = [aJob({ status: 'running', elsewhere: ['docker'], asked: ['docker'] })];
    const counts = [{ phase: 'running' as const, state: 'running', reason: null, count: 1 }];
    expect(pointsFor({ jobs: docker, listed: [listing({ name: 'docker', counts })] })[0]).toMatch(
      /^1 container on Docker will be ended, of 1 of these jobs: 1 running\. /,
    );
  });

  it('shows general statements when not all jobs are read', () => {
    expect(pointsFor({})).toEqual([
      'Their jobs on clusters are cancelled too. Tasks on clusters and clouds that Reprise cannot ask are ended by Nextflow.',
    ]);
  });
});

describe('the dialog for pausing many jobs', () => {
  const pointsFor = (selected: Partial<SelectedJobs>, isDrained = false) =>
    sentences(pause.many({ chosen: new Set(isDrained ? (['drain'] as const) : []), ...selected }).points);

  it('states how many cluster jobs are held and stopped, and where tasks continue', () => {
    const all = { jobs, listed: [listing(), listing()] };
    expect(pointsFor(all)).toEqual([
      'Tasks on Kubernetes continue, those of 1 of these jobs, whichever kind of pause it is.',
      '8 pending jobs on Slurm will be held, and 16 running will be stopped, of 2 of these jobs.',
    ]);
    expect(pointsFor(all, true)[1]).toBe(
      '8 pending jobs on Slurm will be held, and 16 running continue to the end, of 2 of these jobs.',
    );
    expect(pointsFor({ jobs })[1]).toBe(
      'Pending jobs on Slurm will be held, and running ones will be stopped, of 2 of these jobs.',
    );
  });

  it('states that SGE stops no running job, and that containers are paused', () => {
    const there = (name: string) => [aJob({ status: 'running', elsewhere: [name], asked: [name] })];
    expect(pointsFor({ jobs: there('sge') })).toEqual([
      'Pending jobs on SGE will be held, and running ones continue to the end, of 1 of these jobs.',
    ]);
    expect(pointsFor({ jobs: there('docker') })).toEqual([
      'Containers on Docker will be paused, those of 1 of these jobs.',
    ]);
    expect(pointsFor({ jobs: there('docker') }, true)).toEqual([
      'Containers on Docker continue to the end, those of 1 of these jobs.',
    ]);
  });

  it('states that pods continue', () => {
    const asked = [aJob({ status: 'running', elsewhere: ['k8s'], asked: ['k8s'] })];
    expect(pointsFor({ jobs: asked })).toEqual([
      'Tasks on Kubernetes continue, those of 1 of these jobs, whichever kind of pause it is.',
    ]);
    expect(sentences(cancel.many({ chosen: new Set(), jobs: asked }).points)[0]).toMatch(
      /^Pods on Kubernetes are ended too, /,
    );
  });

  it('warns that a cluster does not answer, and shows general statements when not all jobs are read', () => {
    expect(pointsFor({ jobs, listed: [listing({ unknown: 'it is down' })] })[1]).toBe(
      'Slurm does not answer now: it is down. Its jobs stay pausing until Slurm says that they stand still.',
    );
    expect(pointsFor({})).toEqual([
      'Tasks on Kubernetes, on clouds and on clusters that Reprise cannot query keep running, whichever kind of pause it is.',
    ]);
  });
});
