import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../lab.ts';
import type { Sample } from '../../sample.ts';
import type { OneJob } from '../one-job.ts';

export function cancelledEarly(shared: { readonly lab: Lab }, job: OneJob): void {
  let waiting: Sample;

  it('keeps another job waiting during its start, and a cancel ends that other job at once', async () => {
    await shared.lab.api.limitQueue('default', 1);
    const resume_after = { causes: ['killed' as const], times: 1 };
    job.sample = await shared.lab.submit('gate', { before_first_task: true }, { resume_after });
    await job.sample.says('launch.reached');
    waiting = await shared.lab.submit('gate');
    expect(await waiting.read()).toMatchObject({
      status: 'pending',
      allowed_actions: ['cancel', 'priority', 'move', 'label'],
      queue_position: 1,
    });

    await waiting.command('cancel');
    expect(await waiting.becomes('failed')).toMatchObject({ error_message: 'Pipeline cancelled by user' });
  });

  it('is cancelled between its launch and its first task', async () => {
    const { sample } = job;
    await sample.command('cancel');
    await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(await sample.tasks()).toEqual([]);
    expect(await sample.story()).toEqual(expect.arrayContaining(['attempt_started', 'attempt_cancelled']));
  });

  it('runs all steps in a resume, also without an index of its cache, and the waiting job has never started', async () => {
    const { sample } = job;
    const { session_id } = await sample.attempt();
    // Simulates an end about 100 ms earlier.
    rmSync(join(shared.lab.system.dataDir, 'jobs', sample.id, 'launch/.nextflow/cache', session_id!), {
      recursive: true,
    });
    sample.open('launch', 'PREPARE', 'ALIGN', 'CALL', 'REPORT');
    await sample.command('resume');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare done, Align reads done, Call variants done, Report done');
    expect(await sample.attempt()).toMatchObject({ attempt: 2, mode: 'resume', session_id, tasks_cached: 0 });

    // A slot was free earlier, and is free again.
    expect(await waiting.story()).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
    await waiting.leavesNoProcess();
    await shared.lab.api.limitQueue('default', null);
  });
}
