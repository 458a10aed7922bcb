import { waitUntil } from '@reprise/testing';
import { isAlive, processesIn } from '../../processes.ts';
import { TASKS, type SharedDocker } from '../shared-docker.ts';

/** Image shared by all tasks, which was never pushed to a registry. */
const ranIn = (image_id: string) => ({
  image: 'own',
  engine: 'docker',
  executor: 'local',
  digest: null,
  image_id,
  problem: null,
  processes: ['TICK'],
  cached: false,
});
/** Tests in which processes of a running job are killed. */
export function killed(shared: SharedDocker): void {
  it('are ended after Nextflow was killed, before the job is failed, and a resume runs none twice', async () => {
    const job = await shared.ticking();
    process.kill(shared.nextflowOf(job), 'SIGKILL');
    expect(await shared.over(job)).toEqual({ cause: 'killed', left: [] });
    await job.command('resume');
    await shared.allTick();
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
    expect(shared.containers.running()).toEqual([]);
    expect((await job.attempt()).images).toEqual([ranIn(shared.containers.imageId('own'))]);
  });

  it('are ended together with killed wrappers, and none is recorded as ended too early', async () => {
    const job = await shared.ticking();
    for (const { pid, command } of processesIn(job.id)) if (command.includes('.command.run')) killIfAlive(pid);
    expect((await shared.over(job)).left).toEqual([]);
    await waitUntil(() => shared.containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  });

  it('fail with a message that names docker kill after one was killed by it', async () => {
    const job = await shared.ticking();
    shared.containers.kill(shared.containers.running()[0]!);
    expect((await shared.over(job)).left).toEqual([]);
    const words = /^TICK \(\d\) was ended with its container by a command such as `docker kill`, not by Reprise/;
    expect((await job.read()).error_message).toMatch(words);
  });

  it('continue while their runner is away, and each runs once', async () => {
    const job = await shared.ticking();
    const before = shared.containers.running().toSorted();
    await shared.lab.system.services.runner!.kill();
    await shared.lab.bringBack('runner');
    expect(shared.containers.running().toSorted()).toEqual(before);
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
    expect(shared.containers.all()).toEqual([]);
    expect((await job.attempt()).images).toEqual([ranIn(shared.containers.imageId('own'))]);
  });

  it('are ended after runner and Nextflow were killed, once the runner is back', async () => {
    const job = await shared.ticking();
    await shared.lab.system.services.runner!.kill();
    process.kill(shared.nextflowOf(job), 'SIGKILL');
    await shared.lab.bringBack('runner');
    expect(await shared.over(job)).toEqual({ cause: 'killed', left: [] });
    await waitUntil(() => shared.containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  });

  it('are ended once the runner is back after everything outside of them was killed', async () => {
    const job = await shared.ticking();
    await shared.lab.system.services.runner!.kill();
    const outside = () => {
      const all = job.processes();
      // Tasks start processes all the time, so the containers are read after the job.
      const inContainers = new Set(shared.containers.processes().map(({ pid }) => pid));
      return all.filter(({ pid }) => !inContainers.has(pid) && isAlive(pid));
    };
    await waitUntil(
      () => {
        for (const { pid } of outside()) killIfAlive(pid);
        return outside().length === 0;
      },
      { what: 'everything outside of the containers has ended' },
    );
    expect(shared.containers.running()).toHaveLength(TASKS);
    await shared.lab.bringBack('runner');
    expect(await shared.over(job)).toEqual({ cause: 'killed', left: [] });
    await waitUntil(() => shared.containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  });
}

/** One of them may end when the previous one is killed. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
