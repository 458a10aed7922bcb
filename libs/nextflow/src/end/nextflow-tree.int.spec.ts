import { jest } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCgroup, removeCgroup } from '../process/cgroup.ts';
import { listTree } from '../process/tree.ts';
import { moveAsideHalfWritten } from '../files/move-aside.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import type { CgroupSetting } from '../supervise/spec.ts';
import { NextflowRun, waitFor } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { endTree, sweepOrphans } from './end-tree.ts';

jest.setTimeout(120_000);

describe('ending a real Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const made = makeCgroup();
  if (made) removeCgroup(made);
  const settings: CgroupSetting[] = made ? ['auto', 'off'] : ['off'];

  it('by one TERM, after which its own cleanup has ended the tasks and told the trace', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 60 } });
    await run.until(({ process, type }) => process === 'SLOW' && type === 'started');
    const report = await endTree({ ...run.spec, graceMs: 20_000 });

    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(report.signals).toHaveLength(1);
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 1 });
    const observations = await run.observations();
    expect(observations.filter(({ process }) => process === 'SLOW').map(({ type }) => type)).toEqual([
      'submitted',
      'started',
      'aborted',
    ]);
  });

  it.each(settings)('with tasks that trap TERM or left their session (cgroup: %s)', async (cgroup) => {
    const ready = join(scratch.dir, 'ready');
    mkdirSync(ready);
    const run = await NextflowRun.start(scratch, 'stubborn', { params: { ready }, changes: { cgroup } });
    await waitFor('both tasks', () => ['traps_term', 'leaves_session'].every((name) => existsSync(join(ready, name))));
    const report = await endTree({ ...run.spec, graceMs: 3000 });

    expect(report.survivors).toEqual([]);
    expect(report.signals.at(-1)?.signal).toBe('SIGKILL');
    expect(listTree(run.spec)).toEqual([]);
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 1 });
  });

  it('killed with -9 from outside: orphans are swept, finished work is kept, a resume writes nothing twice', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 3 } });
    const { work_dir } = await run.until(({ process, type }) => process === 'SLOW' && type === 'started');
    await waitFor('the first line', () => existsSync(join(work_dir!, 'slow.txt')));
    process.kill(readIdentity(attemptFiles(run.spec.attemptDir).process)!.pid, 'SIGKILL');

    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 137, signal: 'SIGKILL' });
    const report = await sweepOrphans({ ...run.spec, graceMs: 5000 });
    expect(report).toMatchObject({ ended_before_signal: true, survivors: [] });
    expect(report.processes_ended).toBeGreaterThan(0);
    const observations = await run.observations();
    expect(observations.findLast(({ process }) => process === 'QUICK')?.type).toBe('completed');
    expect(observations.findLast(({ process }) => process === 'SLOW')?.type).toBe('aborted');

    const { trace } = attemptFiles(run.spec.attemptDir);
    const { moved } = await moveAsideHalfWritten({ workDir: run.workDir, traces: [trace], at: new Date() });
    expect(moved.map(({ from }) => from)).toEqual([work_dir]);
    const again = await NextflowRun.start(scratch, 'slow', { params: { slow: 3 }, resume: await run.session() });
    const resumed = await again.observations();
    expect(resumed.filter(({ process }) => process === 'QUICK')).toMatchObject([
      { type: 'cached', exit_code: 0, work_dir: expect.stringContaining(run.workDir) },
    ]);
    expect(await again.session()).toBe(await run.session());
    const slow = resumed.findLast(({ process }) => process === 'SLOW');
    expect(slow?.type).toBe('completed');
    expect(readFileSync(join(slow!.work_dir!, 'slow.txt'), 'utf8')).toBe('1\n2\n3\n');
  });

  it('while it starts, before its first task', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 60 } });
    const report = await endTree({ ...run.spec, graceMs: 20_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(await run.ended()).toMatchObject({ status: 'exited' });
    expect(listTree(run.spec)).toEqual([]);
  });
});
