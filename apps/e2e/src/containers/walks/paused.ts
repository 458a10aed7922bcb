import { waitUntil } from '@reprise/testing';
import { TASKS, type SharedDocker } from '../shared-docker.ts';

/** Tests of pauses. */
export function paused(shared: SharedDocker): void {
  it('are frozen in a pause, and continue after it', async () => {
    const job = await shared.ticking();
    await job.command('pause', { mode: 'freeze' });
    await job.reads('paused', ({ status }) => status === 'paused');
    expect(new Set(shared.containers.states())).toEqual(new Set(['T']));
    await job.command('unpause');
    await job.reads('running', ({ status, pending_action }) => status === 'running' && pending_action === null);
    expect(shared.containers.states()).not.toContain('T');
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
  });

  it('finish in a drain, which starts none that waits, and the others run after it', async () => {
    const job = await shared.ticking(TASKS + 1);
    await job.command('pause', { mode: 'drain' });
    await job.becomes('paused');
    expect(shared.containers.running()).toHaveLength(TASKS);
    expect(shared.containers.states()).not.toContain('T');
    job.open('all');
    await waitUntil(() => shared.containers.running().length === 0, {
      every: 100,
      what: 'the running ones have ended',
    });
    const looks = performance.now();
    await waitUntil(() => performance.now() - looks > 1_000, { what: 'a second has passed' });
    expect(shared.started(job)).toHaveLength(TASKS);
    expect(shared.containers.running()).toEqual([]);
    await job.command('unpause');
    await job.becomes('completed');
    expect(shared.started(job)).toEqual(['1', '2', '3']);
  });
}
