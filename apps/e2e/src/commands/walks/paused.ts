import { readFileSync } from 'node:fs';
import { waitUntil } from '@reprise/testing';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { isAlive } from '../../processes.ts';
import type { Sample } from '../../sample.ts';

/** Clock ticks of all processes of a job. Source: proc_pid_stat(5). */
const ticks = (sample: Sample) =>
  sample
    .processes()
    .map(({ pid }) =>
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)!
        .split(' '),
    )
    .reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0);

/** Each step begins where the one before ended. */
export function paused(shared: SharedPage): void {
  let sample: Sample;

  it('is frozen, also while its runner is killed, and goes on', async () => {
    const { lab } = shared;
    sample = await lab.submit('gate');
    await sample.says('PREPARE.reached');
    expect(await sample.command('pause', { reason: 'urgent sample first' })).toBe('Pipeline pause requested');
    const { paused } = await sample.reads('paused', ({ status }) => status === 'paused');
    expect(paused).toMatchObject({ mode: 'freeze' });
    const before = ticks(sample);
    const count = sample.processes().length;

    await lab.system.services.runner.kill();
    await lab.system.services.runner.start();
    expect([sample.processes().length, ticks(sample) - before]).toEqual([count, 0]);
    expect(await sample.read()).toMatchObject({ status: 'paused', allowed_actions: ['cancel', 'unpause'] });

    await sample.command('unpause', { reason: 'the urgent sample is done' });
    await sample.reads('running', ({ status }) => status === 'running');
    sample.open('PREPARE', 'ALIGN', 'CALL');
    await sample.says('REPORT.reached');
  });

  it('keeps its own ending where a cancel comes after that of Nextflow, and says how long it was paused', async () => {
    const { process_id } = await sample.read();
    const { pid } = shared.lab.system.services.runner;
    process.kill(pid, 'SIGSTOP');
    try {
      sample.open('REPORT');
      await waitUntil(() => (isAlive(process_id!) ? undefined : true), { milliseconds: 40_000, what: 'Nextflow ends' });
      await sample.command('cancel');
      expect(await sample.read()).toMatchObject({ status: 'running', pending_action: 'cancelling' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const { cancel, pending_action, paused_ms } = await sample.becomes('completed');
    expect({ cancel, pending_action }).toEqual({ cancel: 'too_late', pending_action: null });
    const history = await sample.history();
    const at = Object.fromEntries(history.map((entry) => [entry.type, Date.parse(entry.at)]));
    expect(paused_ms).toBe(at['unpaused']! - at['paused']!);
    const told = history.map(({ type }) => type).filter((type) => type.includes('pause'));
    expect(told).toEqual(['pause_requested', 'paused', 'unpause_requested', 'unpaused']);
  });

  it('cannot be cancelled any more, in the words of the original', async () => {
    expect(await sample.refusal('cancel')).toMatchObject({
      status: 400,
      detail: 'Cannot cancel job with status: completed',
    });
    await sample.lastToldIs('cancel_refused');
  });
}
