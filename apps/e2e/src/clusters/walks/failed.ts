import type { SharedCluster } from '../shared-cluster.ts';

/** Tests of a job in which one task fails by itself while others run and wait. */
export function failed(shared: SharedCluster): void {
  const all = shared.slots + 2;

  it('are ended after one of them failed, both running and pending ones, before the job is failed', async () => {
    const job = await shared.submit(all);
    await shared.allRun(all);
    await shared.writes(job);
    const [running] = shared.ledger(job).split(' ');
    job.open(`fail-${running!}`);
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'error', queue: [], onNode: [] });
    expect(message).toContain(`TICK (${running!}) ended with exit code 1`);
    await shared.nothingWrites(job);
  });
}
