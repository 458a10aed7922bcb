import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import type { OneJob } from '../../commands/one-job.ts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { isAlive } from '../../processes.ts';
import { appears, type Sample } from '../../sample.ts';

/**
 * Tests in which the runner is killed while it cancels a job. See `commands/walks/runner-killed-at-start.ts` for kills
 * during the start of a job, and `services-killed.ts` for kills while a job runs.
 */
export function runnerKilled(shared: SharedPage, other: OneJob): void {
  it('counts what the runner signalled as a cancel, before and during the end of Nextflow, and the restarted runner ends the tasks but no process of another job', async () => {
    const { lab } = shared;
    const { runner } = lab.system.services;
    other.sample = await lab.submit('gate', { before_first_task: true });
    const sample = await lab.submit('traps');
    await Promise.all([other.sample.says('launch.reached'), sample.says('stubborn'), sample.says('escaped')]);
    const escaped = Number(readFileSync(join(sample.folder, 'escaped'), 'utf8'));
    await runner.kill();
    await sample.command('cancel');
    expect(await sample.read()).toMatchObject({ status: 'running', pending_action: 'cancelling' });

    await runner.start();
    const { stdout, exit } = lab.filesOf(sample);
    const isEnding = () => readFileSync(stdout, 'utf8').includes('Killing running tasks');
    await waitUntil(isEnding, { every: 1, what: 'Nextflow has the signal' });
    await runner.kill();
    await appears(exit);
    expect(isAlive(escaped)).toBe(true);
    expect(sample.processes().length).toBeGreaterThan(1);
    await runner.start();
    await isCancelledOnce(sample);
    expect(isAlive(escaped)).toBe(false);
  });

  async function isCancelledOnce(sample: Sample): Promise<void> {
    expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
    await sample.leavesNoProcess();
    const endings = (await sample.history()).filter(({ type }) => /^attempt_(succeeded|failed|cancelled)$/.test(type));
    expect(endings).toMatchObject([{ type: 'attempt_cancelled', data: { survivors: 0 } }]);
  }
}
