import type { SharedCluster } from '../shared-cluster.ts';

/** Tests of a job in which one task fails or is lost while others run and wait. */
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

  it('are ended after the script of one of them was killed', async () => {
    const job = await shared.submit(all, { pipeline: 'impatient' });
    await shared.allRun(all);
    await shared.killScript(job);
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'error', queue: [], onNode: [] });
    expect(message).toMatch(shared.lostTask);
    await shared.nothingWrites(job);
  });
}
