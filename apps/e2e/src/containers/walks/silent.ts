import { waitUntil } from '@reprise/testing';
import { TASKS, type SharedDocker } from '../shared-docker.ts';

/** Longer than Reprise waits for an answer of Docker. */
const SILENT_MS = 20_000;

/** Tests of a daemon that does not answer for a while. */
export function silent(shared: SharedDocker): void {
  it('are ended by a cancel while the daemon is silent', async () => {
    const job = await shared.ticking();
    await shared.whileSilent(async () => {
      await job.command('cancel');
      expect(await shared.over(job)).toEqual({ cause: 'cancelled', left: [] });
    });
    await waitUntil(() => shared.containers.running().length === 0, { what: 'Docker has noticed' });
  });

  it('end while the daemon is silent, their job completes once it answers, and none ran twice', async () => {
    const job = await shared.ticking(TASKS + 1);
    const since = performance.now();
    await shared.whileSilent(async () => {
      job.open('all');
      await waitUntil(() => shared.containers.states().length === 0, {
        every: 100,
        what: 'the first tasks have ended',
      });
      await waitUntil(() => performance.now() - since > SILENT_MS, { every: 100, what: 'Docker was silent for long' });
      expect(await job.read()).toMatchObject({ status: 'running', error_message: null });
    });
    await job.becomes('completed');
    expect(shared.started(job)).toEqual(['1', '2', '3']);
    expect(shared.containers.all()).toEqual([]);
  });
}
