import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptView } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { isAlive, ticksOf } from '../../processes.ts';
import type { Sample } from '../../sample.ts';
import type { OneJob } from '../one-job.ts';

/** Clock ticks of all processes of a job. */
const ticks = (sample: Sample) => ticksOf(sample.processes());

const byNumber = (a: AttemptView, b: AttemptView) => a.attempt - b.attempt;

export function paused(shared: { readonly lab: Lab }, job: OneJob): void {
  it('continues where it was', async () => {
    const { sample } = job;
    sample.close('CALL', 'REPORT');
    const { output_dir } = await sample.read();
    // Simulates a Nextflow killed while it was copying.
    mkdirSync(join(output_dir!, 'bam'), { recursive: true });
    writeFileSync(join(output_dir!, 'bam/aligned.bam'), 'prep');
    expect(await sample.command('resume', { reason: 'the node is back' })).toBe('Pipeline resume started');
    await sample.says('CALL.reached');
  });

  it('is frozen, also while its runner is killed, and continues', async () => {
    const { lab } = shared;
    const { sample } = job;
    expect(await sample.command('pause', { reason: 'urgent sample first' })).toBe('Pipeline pause requested');
    const { paused } = await sample.reads('paused', ({ status }) => status === 'paused');
    expect(paused).toMatchObject({ mode: 'freeze' });
    // Threads of a stopped process may still be entering the stopped state.
    let before = -1;
    const standsStill = () => before === (before = ticks(sample));
    await waitUntil(standsStill, { every: 500, what: 'it stands still' });
    const count = sample.processes().length;

    await lab.system.services.runner.kill();
    await lab.system.services.runner.start();
    expect([sample.processes().length, ticks(sample) - before]).toEqual([count, 0]);
    expect(await sample.read()).toMatchObject({ status: 'paused', allowed_actions: ['cancel', 'unpause', 'label'] });

    await sample.command('unpause', { reason: 'the urgent sample is done' });
    await sample.reads('running', ({ status }) => status === 'running');
    sample.open('CALL');
    await sample.says('REPORT.reached');
  });

  it("keeps its own ending when a cancel follows Nextflow's end, and shows the duration of its pause", async () => {
    const { sample } = job;
    const { process_id } = await sample.read();
    const { pid } = shared.lab.system.services.runner;
    process.kill(pid, 'SIGSTOP');
    try {
      sample.open('REPORT');
      await waitUntil(() => (isAlive(process_id!) ? undefined : true), { what: 'Nextflow ends' });
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
    const types = history.map(({ type }) => type).filter((type) => type.includes('pause'));
    expect(types).toEqual(['pause_requested', 'paused', 'unpause_requested', 'unpaused']);
  });

  it('has the finished tasks of the previous attempt', async () => {
    const { sample } = job;
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const [killed, resumed] = (await shared.lab.api.attempts(sample.id)).toSorted(byNumber).slice(-2);
    expect(resumed).toMatchObject({ attempt: 5, mode: 'resume', session_id: killed!.session_id, tasks_cached: 2 });
    for (const { path } of resumed!.outputs) expect(existsSync(path)).toBe(true);
    const report = resumed!.outputs.find(({ kind }) => kind === 'report');
    expect(readFileSync(report!.path, 'utf8')).toBe('prepared\naligned\ncalled\nreported\n');
    const bam = resumed!.outputs.find(({ kind }) => kind === 'bam');
    expect(readFileSync(bam!.path, 'utf8')).toBe('prepared\naligned\n');
  });

  it('can no longer be cancelled, with the text of the original API', async () => {
    const { sample } = job;
    expect(await sample.refusal('cancel')).toMatchObject({
      status: 400,
      detail: 'Cannot cancel job with status: completed',
    });
    await sample.lastEventIs('cancel_refused');
  });
}
