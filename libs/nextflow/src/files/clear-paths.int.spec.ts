import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearPaths } from './clear-paths.ts';

describe('clearing paths', () => {
  let root: string;
  let outside: string;
  beforeEach(() => {
    const dir = mkdtempSync(join(tmpdir(), 'reprise-clear-'));
    [root, outside] = [join(dir, 'root'), join(dir, 'outside')];
    [root, outside].forEach((each) => mkdirSync(each));
    writeFileSync(join(outside, 'kept'), 'kept');
  });
  afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

  it('deletes files and folders and returns the freed bytes', async () => {
    mkdirSync(join(root, 'work/ab'), { recursive: true });
    writeFileSync(join(root, 'work/ab/x'), '12345');
    writeFileSync(join(root, 'file'), '123');
    const paths = [join(root, 'work'), join(root, 'file'), join(root, 'not-there'), join(root, 'nor/this')];
    expect(await clearPaths(paths, root)).toEqual({ status: 'cleared', paths: paths.slice(0, 2), bytes: 8 });
    expect(existsSync(join(root, 'work'))).toBe(false);
  });

  it('unlinks symlinks and follows none', async () => {
    mkdirSync(join(root, 'work'));
    symlinkSync(outside, join(root, 'work/link'));
    symlinkSync(outside, join(root, 'top'));
    expect(await clearPaths([join(root, 'work'), join(root, 'top')], root)).toMatchObject({
      status: 'cleared',
      bytes: 0,
    });
    expect(existsSync(join(root, 'top'))).toBe(false);
    expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('kept');
  });

  it('counts no bytes that another link still uses', async () => {
    writeFileSync(join(root, 'one'), '12345');
    linkSync(join(root, 'one'), join(root, 'two'));
    expect(await clearPaths([join(root, 'one'), join(root, 'two')], root)).toMatchObject({ bytes: 5 });
  });

  it.each([
    ['a path outside', () => join(outside, 'kept')],
    ['a way up and out', () => `${root}/x/../../outside/kept`],
    ['a way through a link', () => join(root, 'link', 'kept')],
    ['the root itself', () => root],
  ])('refuses %s, and then deletes nothing at all', async (_, path) => {
    mkdirSync(join(root, 'x'));
    symlinkSync(outside, join(root, 'link'));
    expect(await clearPaths([join(root, 'x'), path()], root)).toEqual({
      status: 'failed',
      path: path(),
      reason: expect.stringContaining('outside'),
      bytes: 0,
    });
    expect(existsSync(join(root, 'x'))).toBe(true);
    expect(existsSync(join(outside, 'kept'))).toBe(true);
  });

  it('names the path that could not be deleted, with the reason', async () => {
    const locked = join(root, 'work', 'locked');
    mkdirSync(locked, { recursive: true });
    writeFileSync(join(locked, 'file'), '1');
    protect(locked, true);
    try {
      expect(await clearPaths([join(root, 'work')], root)).toEqual({
        status: 'failed',
        path: join(locked, 'file'),
        reason: expect.stringMatching(/^E(PERM|ACCES): /),
        bytes: 0,
      });
    } finally {
      protect(locked, false);
    }
  });

  /** Permissions do not stop root; only the immutable flag does. */
  function protect(dir: string, on: boolean): void {
    if (process.getuid?.() === 0) execFileSync('chattr', [on ? '+i' : '-i', dir]);
    else chmodSync(dir, on ? 0o555 : 0o755);
  }
});
