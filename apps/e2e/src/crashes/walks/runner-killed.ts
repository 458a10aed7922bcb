import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { isAlive } from '../../processes.ts';
import { appears, type Sample } from '../../sample.ts';

/** One that is killed while it starts a job: `commands/walks/runner-killed-at-start.ts`; while a job runs: `services-killed.ts`. */
export function runnerKilled(shared: SharedPage): void {
  const runner = () => shared.lab.system.services.runner;

  let other: Sample;

  it('while Nextflow has left tasks alive: it ends them, and leaves the processes of another job alone', async () => {
    other = await shared.lab.submit('gate');
    const sample = await shared.lab.submit('traps');
    await Promise.all([other.says('PREPARE.reached'), sample.says('stubborn'), sample.says('escaped')]);
    const escaped = Number(readFileSync(join(sample.folder, 'escaped'), 'utf8'));
    expect(isAlive(escaped)).toBe(true);
    await sample.command('cancel');
    await appears(shared.lab.filesOf(sample).exit);
    await runner().kill();
    expect(sample.processes().length).toBeGreaterThan(1);
    await runner().start();
    await isCancelledOnce(sample);
    expect(isAlive(escaped)).toBe(false);
    other.open('PREPARE');
    await other.says('ALIGN.reached');
  });

  it('before it is asked to, and again before Nextflow has ended: what it signalled is a cancel and no failure', async () => {
    await runner().kill();
    await other.command('cancel');
    expect(await other.read()).toMatchObject({ status: 'running', pending_action: 'cancelling' });

    await runner().start();
    await appears(join(dirname(shared.lab.filesOf(other).exit), 'signalled'), 1);
    await runner().kill();
    await runner().start();
    await isCancelledOnce(other);
  });

  async function isCancelledOnce(sample: Sample): Promise<void> {
    expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
    await sample.leavesNoProcess();
    const endings = (await sample.history()).filter(({ type }) => /^attempt_(succeeded|failed|cancelled)$/.test(type));
    expect(endings).toMatchObject([{ type: 'attempt_cancelled', data: { survivors: 0 } }]);
  }
}
