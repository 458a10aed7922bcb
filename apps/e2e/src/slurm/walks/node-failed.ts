import { waitUntil } from '@reprise/testing';
import { processesIn } from '../../processes.ts';
import type { SharedSlurm } from '../shared-slurm.ts';

/** Tests in which tasks end without Nextflow or their own script. */
export function taskLost(shared: SharedSlurm): void {
  afterEach(() => shared.setNode('state=resume'));

  it('are ended after `.command.run` of one of them was killed', async () => {
    const all = shared.slots + 2;
    const job = await shared.submit(all, { pipeline: 'impatient' });
    await shared.allRun(all);
    // Slurm calls a task running a moment before it has started its script.
    const script = await waitUntil(() => processesIn(job.id).find(({ command }) => command.endsWith('slurm_script')), {
      what: 'a task has a `slurm_script`',
    });
    process.kill(script.pid, 'SIGKILL');
    const { message, ...left } = await shared.over(job);
    expect(left).toEqual({ cause: 'error', queue: [], onNode: [] });
    expect(message).toMatch(/^TICK \(\d+\) was ended by Slurm without an exit code/);
    await shared.nothingWrites(job);
  });

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
