import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JobView } from '@reprise/contracts';
import type { OneJob } from '../one-job.ts';

const stateOf = (job: JobView, process: string) => job.steps.find((step) => step.process === process)?.state;

export function killed(job: OneJob): void {
  it('loses its results in a rerun, which starts from scratch in a new session', async () => {
    const { sample } = job;
    const completed = await sample.read();
    const before = await sample.attempt();
    expect(completed.bam_path).toBe(join(completed.output_dir!, 'bam/aligned.bam'));
    expect(before.outputs.map(({ kind }) => kind).toSorted()).toEqual(['bam', 'report']);

    sample.close('ALIGN', 'CALL', 'REPORT');
    expect(await sample.command('rerun', { reason: 'new reference' })).toBe('Pipeline rerun started');
    const running = await sample.reads('at its second step', (job) => job.current_step === 'Align reads');
    expect(running).toMatchObject({ attempt: 3, bam_path: null, error_message: null, completed_at: null });
    for (const { path } of before.outputs) expect(existsSync(path)).toBe(false);
    const task = (await sample.tasks()).find(({ attempt }) => attempt === 2);
    expect(existsSync(join(before.work_dir!, task!.hash))).toBe(false);
    const after = await sample.attempt();
    expect(after).toMatchObject({ attempt: 3, mode: 'fresh', reason: 'new reference', tasks_cached: 0 });
    expect(after.session_id).not.toBe(before.session_id);
  });

  it('is resumed once by its policy, with the reason in the history', async () => {
    const { sample } = job;
    sample.open('ALIGN');
    const { process_id } = await sample.reads(
      'calling, with the alignment recorded',
      (job) => stateOf(job, 'ALIGN') === 'done' && stateOf(job, 'CALL') === 'running',
    );
    sample.close('CALL');
    process.kill(process_id!, 'SIGKILL');

    const resume = { state: 'under_way', cause: 'killed', number: 1, times: 1 };
    const resumed = await sample.reads('resumed', ({ attempt }) => attempt === 4);
    expect(resumed).toMatchObject({ attempt_mode: 'resume', automatic_resume: resume });
    expect((await sample.history()).findLast(({ type }) => type === 'resume_requested')).toMatchObject({
      actor: 'gateway',
      data: { attempt: 4, reason: 'Nextflow was killed (1 of 1 resume by resume_after)' },
    });
  });

  it('fails with a clear message when it is killed again, and its orphans are ended', async () => {
    const { sample } = job;
    await sample.says('CALL.reached');
    const { process_id } = await sample.reads('calling', (job) => stateOf(job, 'CALL') === 'running');
    process.kill(process_id!, 'SIGKILL');

    const failed = await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(failed).toMatchObject({
      failure: { cause: 'killed' },
      automatic_resume: { state: 'used_up', number: 1 },
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(failed.error_message).toMatch(/Nextflow.*(killed|SIGKILL)/i);
  });
}
