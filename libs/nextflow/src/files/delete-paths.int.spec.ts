import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deletePaths } from './delete-paths.ts';

describe('deleting paths', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'reprise-delete-'));
    mkdirSync(join(root, 'work/1/ab/task'), { recursive: true });
    writeFileSync(join(root, 'work/1/ab/task/result'), '12345');
    writeFileSync(join(root, 'work/1/ab/task/scratch'), '123');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('keeps the requested files, with the folders that lead to them', async () => {
    const kept = join(root, 'work/1/ab/task/result');
    expect(await deletePaths([join(root, 'work')], root, { keep: new Set([kept]) })).toMatchObject({
      bytes: 3,
      left: [],
    });
    expect(existsSync(kept)).toBe(true);
    expect(existsSync(join(root, 'work/1/ab/task/scratch'))).toBe(false);
  });

  it('deletes folders that even their owner may not write', async () => {
    chmodSync(join(root, 'work/1/ab/task'), 0o555);
    expect(await deletePaths([join(root, 'work')], root)).toMatchObject({ bytes: 8, left: [] });
    expect(existsSync(join(root, 'work'))).toBe(false);
  });

  it('leaves and reports the rest once its signal is aborted', async () => {
    const cancelled = AbortSignal.abort(new Error('the job was cancelled'));
    const work = join(root, 'work');
    expect(await deletePaths([work], root, { signal: cancelled })).toMatchObject({
      bytes: 0,
      left: [{ path: work, reason: 'the job was cancelled' }],
    });
    expect(existsSync(join(root, 'work/1/ab/task/result'))).toBe(true);
  });

  it('deletes a link to an outside folder, and nothing in that folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'reprise-outside-'));
    writeFileSync(join(outside, 'kept'), '');
    symlinkSync(outside, join(root, 'work/1/ab/task/link'));
    await deletePaths([join(root, 'work')], root);
    expect([existsSync(join(outside, 'kept')), existsSync(join(root, 'work'))]).toEqual([true, false]);
    rmSync(outside, { recursive: true });
  });

  it('leaves what it cannot delete, with the reason, and deletes the rest', async () => {
    const locked = join(root, 'work/1/ab/locked');
    mkdirSync(locked);
    writeFileSync(join(locked, 'file'), '1');
    const lock = (on: boolean) =>
      process.getuid?.() === 0
        ? execFileSync('chattr', [on ? '+i' : '-i', locked])
        : execFileSync('sh', ['-c', `${on ? 'chmod a-w' : 'chmod u+w'} ${locked}`]);
    lock(true);
    try {
      const { left, bytes } = await deletePaths([join(root, 'work')], root);
      expect({ left: left.map(({ path }) => path), bytes }).toEqual(
        process.getuid?.() === 0 ? { left: [join(locked, 'file')], bytes: 8 } : { left: [], bytes: 9 },
      );
    } finally {
      if (existsSync(locked)) lock(false);
    }
  });

  it('crosses no mount point, so that a mount in a work dir stays', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'reprise-mounted-'));
    writeFileSync(join(elsewhere, 'kept'), '');
    const mounted = join(root, 'work/1/ab/task/mounted');
    mkdirSync(mounted);
    const script = `mount --bind ${elsewhere} ${mounted} && exec ${process.execPath} --input-type=module -e "
      const { deletePaths } = await import('${import.meta.dirname}/delete-paths.ts');
      console.log(JSON.stringify(await deletePaths(['${join(root, 'work')}'], '${root}')));"`;
    // A user namespace requires no privileges.
    const { stdout, stderr } = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script], {
      encoding: 'utf8',
    });
    expect({ stderr, ...(JSON.parse(stdout || '{}') as object) }).toMatchObject({
      left: [{ path: mounted, reason: 'another file system is mounted there' }],
    });
    expect(existsSync(join(elsewhere, 'kept'))).toBe(true);
    rmSync(elsewhere, { recursive: true });
  });
});
