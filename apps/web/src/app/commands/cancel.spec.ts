import type { JobView } from '@reprise/contracts';
import type { Api } from '../core/api/api.ts';
import { aCancelledJob, aJob, aRunner, NOON } from '../testing/views.ts';
import { cancel } from './cancel.ts';

const filesOf = (part: Partial<JobView>) =>
  cancel
    .dialog(aJob(part), { now: 0, chosen: new Set(), preview: null })
    .points.slice(2)
    .map(({ strong }) => strong);

describe('the dialog for cancelling a job', () => {
  it("states what happens to the files by the pipeline's policy", () => {
    expect(filesOf({})).toEqual(['Existing files are kept']);
    expect(filesOf({ on_cancel: 'delete_partial_outputs' })).toEqual(['Partial results are deleted,']);
    for (const kept of [{ pinned: { at: '', by: 'ada' } }, { status: 'pending' as const, runner_id: 'a' }])
      expect(filesOf({ on_cancel: 'delete_partial_outputs', ...kept })).toEqual(['Existing files are kept']);
    expect(filesOf({ on_cancel: 'delete_all_but_resume' })).toEqual([
      'All files that a resume does not need are deleted:',
    ]);
  });

  it('warns that tasks on other machines are not tracked', () => {
    expect(filesOf({ elsewhere: ['slurm'] })).toEqual([
      'Tasks on Slurm are ended by Nextflow.',
      'Existing files are kept',
    ]);
  });

  it('states that cluster jobs are cancelled if the cluster can be polled', () => {
    expect(filesOf({ elsewhere: ['slurm', 'k8s'], asked: ['slurm'] })).toEqual([
      'Jobs on Slurm are cancelled too.',
      'Tasks on Kubernetes are ended by Nextflow.',
      'Existing files are kept',
    ]);
  });

  it('states how many cluster jobs are cancelled by their list, or that the cluster does not answer', () => {
    const listing = {
      name: 'slurm',
      label: 'Slurm',
      as_of: '2026-03-01T09:00:40.000Z',
      unknown: null,
      tasks: [],
      counts: [
        { phase: 'waiting' as const, state: 'PENDING', reason: 'Resources', count: 4 },
        { phase: 'running' as const, state: 'RUNNING', reason: null, count: 8 },
      ],
    };
    const pointsFor = (part: Partial<typeof listing> | { unknown: string }) => {
      const job = aJob({ elsewhere: ['slurm'], asked: ['slurm'] });
      const preview = { executors: [{ ...listing, ...part }] };
      const { strong, text } = cancel.dialog(job, { now: 0, chosen: new Set(), preview }).points[2]!;
      return `${strong} ${text}`;
    };
    const once = 'It counts as cancelled only once Slurm says that none is left.';
    expect(pointsFor({})).toBe(`12 jobs on Slurm will be cancelled: 8 running, 4 pending (Resources). ${once}`);
    expect(pointsFor({ counts: [] })).toBe(`No job on Slurm now. ${once}`);
    expect(pointsFor({ unknown: 'squeue did not answer in 10 s' })).toMatch(
      /^Slurm does not answer now: squeue did not answer in 10 s\. At .* it had 8 running, 4 pending \(Resources\)\. The job stays cancelling until Slurm says that none is left\.$/,
    );
  });

  it('states how many containers of an engine are ended', () => {
    const counts = [{ phase: 'running' as const, state: 'running', reason: null, count: 2 }];
    const docker = { name: 'docker', label: 'Docker', as_of: '2026-03-01T09:00:40.000Z', unknown: null, tasks: [] };
    const job = aJob({ elsewhere: ['docker'], asked: ['docker'] });
    const pointsFor = (executors: { counts: typeof counts }[]) => {
      const preview = { executors: executors.map((each) => ({ ...docker, ...each })) };
      return cancel.dialog(job, { now: 0, chosen: new Set(), preview }).points[2]!;
    };
    const text = 'It counts as cancelled only once Docker says that none is left.';
    expect(pointsFor([{ counts }])).toMatchObject({
      strong: '2 containers on Docker will be ended:',
      text: `2 running. ${text}`,
    });
    expect(pointsFor([{ counts: [] }])).toMatchObject({ strong: 'No container on Docker now.', text });
    expect(pointsFor([])).toMatchObject({ strong: 'Containers on Docker are ended too.', text });
  });

  it('describes an attempt that continues in the folders of another one whose results stay', () => {
    expect(filesOf({ on_cancel: 'delete_partial_outputs', attempt_mode: 'from_step' })).toEqual([
      'Partial results are deleted,',
      'Results of a completed attempt are kept',
    ]);
  });

  it("states that the cancel waits for an offline runner, instead of the job's run time", async () => {
    const job = aJob();
    const dialogWith = async (alive: boolean) => {
      const runners = () => Promise.resolve({ items: [aRunner({ alive })], next_cursor: null });
      const preview = await cancel.preview.read({ runners } as unknown as Api, job);
      return cancel.dialog(job, { now: NOON, chosen: new Set(), preview });
    };
    expect(await dialogWith(true)).toMatchObject({
      lead: expect.stringMatching(/^Running for .*, now at Align reads\. The job ends; it can be resumed later\.$/),
      dismiss: 'Keep running',
    });
    expect(await dialogWith(false)).toMatchObject({
      lead: expect.stringMatching(
        /^bio-node-3, which has this job, was last heard of at .*\. The cancel waits for it: nothing is stopped before\. The job ends; it can be resumed later\.$/,
      ),
      dismiss: 'Not now',
    });
  });

  it('states that a job that has not started has nothing to delete', () => {
    const { points } = cancel.dialog(aJob({ status: 'pending', runner_id: null, on_cancel: 'delete_all_but_resume' }), {
      now: 0,
      chosen: new Set(),
      preview: null,
    });
    expect(points.map(({ strong }) => strong)).toEqual(['Nothing was run,']);
  });
});

describe('the outcome of a cancel', () => {
  it('states what was ended on other machines, without ids', () => {
    const asked_at = '2026-03-01T09:00:40.000Z';
    const ended_elsewhere = [{ name: 'slurm', ended: ['812', '813'], ended_count: 2, asked_at, proven_at: asked_at }];
    expect(cancel.outcome(aCancelledJob({ ended_elsewhere }))).toBe(
      'NA12878 cancelled, 0 processes left, 2 Slurm jobs cancelled, none left',
    );
    const unknown = { name: 'google-batch', ended: [], ended_count: 0, asked_at, proven_at: null };
    expect(cancel.outcome(aCancelledJob({ ended_elsewhere: [unknown] }))).toBe(
      'NA12878 cancelled, 0 processes left, Google Batch cannot be asked whether tasks are left',
    );
  });
});
