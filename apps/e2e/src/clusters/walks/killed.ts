import type { SharedCluster } from '../shared-cluster.ts';

/** Tests in which Nextflow and the runner of a job are killed. */
export function killed(shared: SharedCluster): void {
  it('are ended after Nextflow was killed, and a resume, which is refused until then, runs none twice', async () => {
    const job = await shared.submit(4);
    await shared.allRun(4);
    // Otherwise the job could have failed before the resume is sent.
    shared.fallsSilent();
    shared.killNextflow(job);
    expect((await job.refusal('resume')).detail).toBe('Cannot resume job with status: running');
    shared.answers();
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'killed', queue: [], onNode: [] });
    expect(message).toContain(`and 4 jobs on ${shared.label} of this attempt were ended.`);
    job.open('all');
    await job.command('resume');
    await shared.completes(job, 4);
    expect(shared.queue()).toEqual([]);
  });

  it('continue while their runner is away, and each runs once', async () => {
    const job = await shared.submit(4);
    await shared.allRun(4);
    const runner = shared.killRunner();
    await shared.writes(job);
    await shared.runnerIsBack(runner);
    job.open('all');
    await shared.completes(job, 4);
    expect((await job.attempt()).attempt).toBe(1);
    expect(shared.queue()).toEqual([]);
  });

  it('are ended once the runner is back after Nextflow and the runner were killed', async () => {
    const job = await shared.submit(4);
    await shared.allRun(4);
    shared.killRunner();
    shared.killNextflow(job);
    expect(await shared.over(job)).toMatchObject({ cause: 'killed', queue: [], onNode: [] });
    await shared.nothingWrites(job);
  });

  it('are ended when Reprise is started again after its machine was switched off, and a resume completes', async () => {
    const job = await shared.submit(4);
    await shared.allRun(4);
    await shared.restartMachine();
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'killed', queue: [], onNode: [] });
    expect(message).toContain(`4 jobs on ${shared.label} of this attempt were ended.`);
    await shared.nothingWrites(job);
    job.open('all');
    await job.command('resume');
    await shared.completes(job, 4);
    expect(shared.queue()).toEqual([]);
  });
}
