import type { SharedCluster } from '../shared-cluster.ts';

/** Tests of a cluster that does not answer for a while. Its node continues. */
export function silent(shared: SharedCluster): void {
  const all = shared.slots + 2;

  it('continue while the cluster is silent, and a pause is complete once it answers', async () => {
    const job = await shared.submit(all);
    await shared.allRun(all);
    shared.fallsSilent();
    await shared.isSaidToBe(job, shared.silence);
    await shared.writes(job);
    expect(await job.read()).toMatchObject({ status: 'running', pending_action: null });
    await job.command('pause', { mode: 'drain' });
    const pausing = await job.reads('not proven to be paused', ({ unproven }) => unproven !== undefined);
    expect(pausing).toMatchObject({ status: 'running', pending_action: 'pausing' });
    expect(pausing.unproven!.executors).toMatchObject([
      { message: `${shared.label} does not answer: ${shared.silence}` },
    ]);
    shared.answers();
    await job.becomes('paused');
    expect(shared.queue().filter((task) => shared.held.test(task))).toHaveLength(2);
    job.open('all');
    await job.command('unpause');
    await shared.completes(job, all);
    expect(shared.queue()).toEqual([]);
  });
}
