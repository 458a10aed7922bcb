import { hostname } from 'node:os';
import { countText, totalOf } from '@reprise/contracts/executor-text';
import { SLURM_CPUS, waitUntil } from '@reprise/testing';
import type { Sample } from '../../sample.ts';
import type { SharedSlurm } from '../shared-slurm.ts';

/** Tests of tasks that run, are listed and are cancelled. */
export function started(shared: SharedSlurm): void {
  /** Live tasks of a job, as listed on its page. */
  const listed = async ({ id }: Sample) => (await shared.api.executors(id)).executors;

  it('run as docs/clusters.md describes: with its settings, manifest and config', async () => {
    const job = await shared.submit(2, { pipeline: 'rnaseq' });
    const lines = await waitUntil(
      () => {
        const found = shared.queue('%u %a %P %Z');
        return found.length === 2 ? found : undefined;
      },
      { every: 200, what: 'both tasks are on Slurm' },
    );
    const { REPRISE_TASK_USER, REPRISE_WORK_ROOTS } = shared.setUp.settings;
    for (const line of lines)
      expect(line.startsWith(`${REPRISE_TASK_USER} genomics normal ${REPRISE_WORK_ROOTS}/${job.id}/`)).toBe(true);
    job.open('all');
    await shared.completes(job, 2);
  });

  it('are cancelled before the job, both running and pending ones', async () => {
    const job = await shared.submit(SLURM_CPUS + 4);
    await shared.allRun(SLURM_CPUS + 4);
    const listing = await waitUntil(
      async () => (await listed(job)).find(({ counts }) => totalOf(counts) === SLURM_CPUS + 4),
      { every: 500, what: 'Slurm lists the tasks' },
    );
    expect(listing).toMatchObject({ label: 'Slurm', unknown: null });
    expect(countText(listing.counts)).toMatch(
      // The first waiting job has a different reason from those behind it, and a job that Slurm has not examined has
      // none.
      new RegExp(`^${String(SLURM_CPUS)} running, (?:\\d pending(?: \\((?:Resources|Priority)\\))?(?:, )?)+$`),
    );
    expect(listing.tasks.filter(({ node }) => node === hostname())).toHaveLength(SLURM_CPUS);
    const inQueue = new Map(listing.tasks.map((task) => [task.native_id, task]));
    const tasks = await waitUntil(
      async () => {
        const items = await job.tasks();
        const running = items.filter(({ status }) => status === 'running').length;
        return running === SLURM_CPUS && items.length === SLURM_CPUS + 4 ? items : undefined;
      },
      { every: 200, what: 'the tasks are shown as running and submitted' },
    );
    expect(tasks.map(({ native_id }) => native_id).toSorted()).toEqual([...inQueue.keys()].toSorted());
    for (const { native_id, status, started_at } of tasks)
      expect([status, started_at !== null]).toEqual(
        inQueue.get(native_id!)!.state === 'RUNNING' ? ['running', true] : ['submitted', false],
      );
    const [step] = (await job.read()).steps;
    expect(step!.tasks).toMatchObject({ running: SLURM_CPUS, waiting: 4 });

    await job.command('cancel');
    expect(await shared.over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
    await shared.nothingWrites(job);
    const ending = (await job.history()).at(-1);
    expect(ending).toMatchObject({ type: 'attempt_cancelled', data: { executors: [{ name: 'slurm' }] } });
    const { ended_elsewhere } = await job.read();
    expect(ended_elsewhere).toMatchObject([{ ended_count: SLURM_CPUS + 4, proven_at: expect.any(String) as string }]);
    expect(await listed(job)).toEqual([]);
  });
}
