import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveIncompleteTasks } from './move-incomplete-tasks.ts';
import type { RecordedTask } from './recorded-tasks.ts';

describe('moving incomplete task dirs aside', () => {
  let dir: string;
  let workDir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reprise-aside-'));
    workDir = join(dir, 'work');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const at = new Date('2026-11-24T15:00:00.000Z');
  const task = (hash: string, exit: string | null) => {
    const path = join(workDir, hash.padEnd(33, '0'));
    mkdirSync(path, { recursive: true });
    if (exit !== null) writeFileSync(join(path, '.exitcode'), exit);
    return path;
  };
  const recorded = new Map<string, RecordedTask>();
  afterEach(() => recorded.clear());

  it('keeps those whose end Nextflow recorded, and moves all others', async () => {
    const kept = [task('aa/000001', '0'), task('aa/000002', '3'), task('aa/000003', null)];
    const half = [task('bb/000001', null), task('bb/000002', '143'), task('bb/000003', '0'), task('bb/000004', null)];
    recorded.set('aa/000001', { status: 'COMPLETED', exit: 0 });
    recorded.set('aa/000002', { status: 'FAILED', exit: 3 });
    recorded.set('aa/000003', { status: 'COMPLETED', exit: null }); // an exec: task, which has no exit code
    recorded.set('bb/000002', { status: 'ABORTED', exit: null });
    recorded.set('bb/000004', { status: 'COMPLETED', exit: 0 }); // ended earlier, then started again in its place
    const { moved } = await moveIncompleteTasks({ workDir, recorded, at });

    expect(moved.map(({ from }) => from).sort()).toEqual([...half].sort());
    expect(moved[0]?.to.startsWith(join(dir, 'aside', '2026-11-24T15-00-00.000Z'))).toBe(true);
    expect(moved.every(({ from, to }) => !existsSync(from) && existsSync(to))).toBe(true);
    expect(kept.every((path) => existsSync(path))).toBe(true);
  });

  it('moves only task dirs, follows no link, and accepts a missing work dir', async () => {
    expect(await moveIncompleteTasks({ workDir, recorded, at })).toEqual({ moved: [] });
    const outside = join(dir, 'outside', '0'.repeat(30));
    mkdirSync(outside, { recursive: true });
    mkdirSync(join(workDir, 'conda', 'env'), { recursive: true });
    mkdirSync(join(workDir, 'cc', 'tmp'), { recursive: true });
    symlinkSync(join(dir, 'outside'), join(workDir, 'aa'));
    mkdirSync(join(workDir, 'bb'));
    symlinkSync(outside, join(workDir, 'bb', '1'.repeat(30)));
    expect(await moveIncompleteTasks({ workDir, recorded, at })).toEqual({ moved: [] });
    expect(existsSync(outside)).toBe(true);
  });
});
