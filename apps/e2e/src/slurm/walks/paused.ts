import { SLURM_CPUS, waitUntil } from '@reprise/testing';
import { liveState } from '../../processes.ts';
import type { SharedSlurm } from '../shared-slurm.ts';

/** Number of occurrences of each line. */
const count = (lines: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(lines)].map((line) => [line, lines.filter((each) => each === line).length]));

/** Tests of pauses. */
export function paused(shared: SharedSlurm): void {
  it('are suspended in a freeze, complete in a drain, and are cancelled once a silent Slurm answers', async () => {
    const job = await shared.submit(SLURM_CPUS + 2);
    await shared.allRun(SLURM_CPUS + 2);
    await job.command('pause', { mode: 'freeze' });
    await job.becomes('paused');
    expect(count(shared.queue())).toEqual({ 'PENDING JobHeldUser': 2, 'STOPPED None': SLURM_CPUS });
    expect(shared.onNode(job).every(({ pid }) => liveState(pid) === 'T')).toBe(true);
    await shared.nothingWrites(job);

    await job.command('unpause');
    await shared.goesOn(job);
    expect(shared.queue().filter((line) => /STOPPED|Held/.test(line))).toEqual([]);
    await job.command('pause', { mode: 'drain' });
    await job.becomes('paused');
    expect(shared.queue().filter((line) => line.startsWith('RUNNING'))).toHaveLength(SLURM_CPUS);
    job.open('all');
    await waitUntil(() => shared.onNode(job).length === 0, { every: 200, what: 'the running tasks have ended' });
    await waitUntil(() => shared.queue().length === 2, { every: 200, what: 'Slurm has noticed' });
    expect(count(shared.queue())).toEqual({ 'PENDING JobHeldUser': 2 });
    await shared.nothingWrites(job);

    shared.fallsSilent();
    await job.command('cancel');
    const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    expect(unproven!.executors).toMatchObject([{ message: 'Slurm does not answer: squeue did not answer in 10 s' }]);
    expect(await job.read()).toMatchObject({ status: 'paused', pending_action: 'cancelling' });
    shared.answers();
    expect(await shared.over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
  });
}
