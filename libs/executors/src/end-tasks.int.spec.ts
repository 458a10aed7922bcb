import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endTasks, joinReports } from './end-tasks.ts';
import type { AttemptSpec, Listing, LiveTask } from './executor.ts';
import { executorOf, type Scheduler } from './scheduler.ts';

describe('ending the tasks of an attempt whose Nextflow cancels them itself', () => {
  let folder: string;
  let attempt: AttemptSpec;
  let listings: Listing[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-end-'));
    attempt = { attemptDir: join(folder, '1'), attemptDirs: [], marker: { REPRISE_JOB_ID: folder }, graceMs: 0 };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const done = () => Promise.resolve();
  /** A Slurm that returns the listings one after the other, and repeats the last one. */
  const slurm = (): Scheduler => ({
    name: 'slurm',
    label: 'Slurm',
    cancel: done,
    hold: done,
    release: done,
    stop: done,
    resume: done,
    list: () => Promise.resolve(listings.length > 1 ? listings.shift()! : listings[0]!),
  });
  const end = (how: 'end' | 'sweep' = 'end') =>
    endTasks(attempt, how, () => Promise.resolve([executorOf(slurm(), { everyMs: 1, withinMs: 5 })]));
  const running = (...ids: string[]): Listing => ({
    alive: ids.map((native_id): LiveTask => ({ native_id, phase: 'running', state: 'RUNNING' })),
  });

  it.each(['end', 'sweep'] as const)('makes engines thaw their tasks, in the %s', async (how) => {
    listings = [running()];
    const thawed: AttemptSpec[] = [];
    const thaw = (each: AttemptSpec) => Promise.resolve(void thawed.push(each));
    const engine = { ...executorOf(slurm(), { everyMs: 1, withinMs: 5 }), thaw };
    await endTasks(attempt, how, () => Promise.resolve([engine]));
    expect(thawed).toEqual([attempt]);
  });

  it('counts those that were alive before', async () => {
    listings = [running('8', '9'), running()];
    expect(await end()).toMatchObject({ executors: [{ ended: ['8', '9'], ended_count: 2, left: { alive: [] } }] });
  });

  it('counts none that is left, and in the next try all that were seen', async () => {
    listings = [running('8', '9'), running('9')];
    const first = await end();
    expect(first).toMatchObject({ executors: [{ ended: ['8'], proven_at: null }] });
    listings = [{ unknown: 'it is down' }, running()];
    expect(joinReports(first, await end())).toMatchObject({ executors: [{ ended: ['8', '9'], ended_count: 2 }] });
  });

  it('reports none while the remaining tasks are unknown', async () => {
    listings = [running('8'), { unknown: 'it is down' }];
    const first = await end();
    expect(first).toMatchObject({ executors: [{ ended: [], proven_at: null, left: { unknown: 'it is down' } }] });
    listings = [running()];
    expect(joinReports(first, await end())).toMatchObject({ executors: [{ ended: ['8'], ended_count: 1 }] });
  });
});
