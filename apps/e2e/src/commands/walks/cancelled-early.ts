import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import type { Sample } from '../../sample.ts';

/** Each step begins where the one before ended. */
export function cancelledEarly(shared: SharedPage): void {
  let sample: Sample;

  it('is cancelled between its launch and its first task', async () => {
    sample = await shared.lab.submit('gate', { before_first_task: true });
    await sample.says('launch.reached');
    await sample.command('cancel');
    await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(await sample.tasks()).toEqual([]);
    expect(await sample.story()).toEqual(expect.arrayContaining(['attempt_started', 'attempt_cancelled']));
  });

  it('runs all of its steps in a resume, also where its cache has no index yet', async () => {
    const { session_id } = await sample.attempt();
    // As where it ended some 100 ms earlier.
    rmSync(join(shared.lab.system.dataDir, 'jobs', sample.id, 'launch/.nextflow/cache', session_id!), {
      recursive: true,
    });
    sample.open('launch', 'PREPARE', 'ALIGN', 'CALL', 'REPORT');
    await sample.command('resume');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare done, Align reads done, Call variants done, Report done');
    expect(await sample.attempt()).toMatchObject({ attempt: 2, mode: 'resume', session_id, tasks_cached: 0 });
  });

  it('loses its results in a rerun, which starts from scratch in a new session', async () => {
    const completed = await sample.read();
    const before = await sample.attempt();
    expect(completed.bam_path).toBe(join(completed.output_dir!, 'bam/aligned.bam'));
    expect(before.outputs.map(({ kind }) => kind).toSorted()).toEqual(['bam', 'report']);

    rmSync(join(sample.folder, 'ALIGN'));
    expect(await sample.command('rerun', { reason: 'new reference' })).toBe('Pipeline rerun started');
    const running = await sample.reads('at its second step', (job) => job.current_step === 'Align reads');
    expect(running).toMatchObject({ attempt: 3, bam_path: null, error_message: null, completed_at: null });
    for (const { path } of before.outputs) expect(existsSync(path)).toBe(false);
    const task = (await sample.tasks()).find(({ attempt }) => attempt === 2);
    expect(existsSync(join(before.work_dir!, task!.hash))).toBe(false);

    sample.open('ALIGN');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare done, Align reads done, Call variants done, Report done');
    const after = await sample.attempt();
    expect(after).toMatchObject({ attempt: 3, mode: 'fresh', reason: 'new reference', tasks_cached: 0 });
    expect(after.session_id).not.toBe(before.session_id);
    for (const { path } of after.outputs) expect(existsSync(path)).toBe(true);
  });
}
