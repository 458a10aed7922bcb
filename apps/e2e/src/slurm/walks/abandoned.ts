import type { SharedSlurm } from '../shared-slurm.ts';

/** Tests of a job that an administrator abandons. */
export function abandoned(shared: SharedSlurm): void {
  it('keep their files locked when the job is abandoned under a silent Slurm, until Slurm reports none left', async () => {
    const job = await shared.submit(4);
    await shared.allRun(4);
    shared.fallsSilent();
    await job.command('cancel');
    await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    const early = await job.refusal('resume');
    await job.command('abandon', { reason: 'the cluster was switched off' });
    const { status, failure, abandoned, allowed_actions } = await job.read();
    expect({ status, cause: failure?.cause, allowed_actions }).toEqual({
      status: 'failed',
      cause: 'abandoned',
      allowed_actions: ['pin', 'label'],
    });
    const ids = abandoned!.executors[0]!.left.map(({ native_id }) => native_id);
    expect(ids).toHaveLength(4);
    expect(early.detail).toContain(
      `Cannot resume: tasks of attempt 1 may still run on Slurm (${ids.join(', ')}). Slurm does not answer: ${shared.silence}.`,
    );
    expect(shared.onNode(job)).not.toEqual([]);
    const { detail } = await job.refusal('resume');
    expect(detail).toContain(
      `Last seen: ${ids.join(', ')}. Submit another like it, or wait until nothing of it is left.`,
    );

    shared.answers();
    const proven = await job.reads('proven', (view) => view.abandoned === undefined);
    expect({ queue: shared.queue(), onNode: shared.onNode(job) }).toEqual({ queue: [], onNode: [] });
    expect(proven).toMatchObject({ status: 'failed', resumable: { possible: true } });
    const { type, data } = (await job.history()).at(-1)!;
    expect({ type, ended: (data['executors'] as { ended: string[] }[])[0]!.ended.toSorted() }).toEqual({
      type: 'end_proven',
      ended: ids.toSorted(),
    });
    job.open('all');
    await job.command('resume');
    await shared.completes(job, 4);
  });
}
