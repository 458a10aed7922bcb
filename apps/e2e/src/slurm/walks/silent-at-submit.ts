import type { SharedSlurm } from '../shared-slurm.ts';

/** Tests of a Slurm that does not answer when tasks are submitted, but may have received them. */
export function silentAtSubmit(shared: SharedSlurm): void {
  it('are submitted once to a silent Slurm, ended when it answers, and complete in a resume', async () => {
    shared.fallsSilent();
    const job = await shared.submit(4);
    await shared.isSaidToBe(job, shared.silence);
    const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    expect(unproven!.executors).toMatchObject([{ message: `Slurm does not answer: ${shared.silence}` }]);
    shared.answers();
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'error', queue: [], onNode: [] });
    expect(message).toMatch(/^TICK \(\d\) did not start: Slurm does not answer: Socket timed out/);
    await shared.nothingWrites(job);
    job.open('all');
    await job.command('resume');
    await shared.completes(job, 4);
  });
}
