import type { SharedSlurm } from '../shared-slurm.ts';

/** Tests of a node that fails. */
export function nodeFailed(shared: SharedSlurm): void {
  afterEach(() => shared.setNode('state=resume'));

  it('are resumed once, by the policy of the job, after their node failed', async () => {
    const job = await shared.submit(4, { resume_after: { causes: ['node_failed'], times: 1 } });
    await shared.allRun(4);
    shared.setNode('state=down', 'reason=test');
    await job.reads('in its second attempt', ({ attempt }) => attempt === 2);
    shared.setNode('state=resume');
    await shared.allRun(4);
    job.open('all');
    await shared.completes(job, 4);
    const resumes = (await job.history()).filter(({ type }) => type === 'resume_requested');
    expect(resumes).toMatchObject([{ actor: 'gateway', reason: 'A node failed (1 of 1 resume by resume_after)' }]);
  });
}
