import { jest } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inFolder, moveBelow } from './open-folder.ts';

describe('a folder that is opened step by step', () => {
  let root: string;
  let elsewhere: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'reprise-folder-'));
    elsewhere = mkdtempSync(join(tmpdir(), 'reprise-elsewhere-'));
  });
  afterEach(() => [root, elsewhere].forEach((dir) => rmSync(dir, { recursive: true })));

  it('stays the same when a link replaces it in the meantime', async () => {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    await inFolder(root, 'a/b', async (place) => {
      renameSync(join(root, 'a/b'), join(root, 'moved'));
      symlinkSync(elsewhere, join(root, 'a/b'));
      await Promise.resolve(writeFileSync(join(place, 'file'), 'x'));
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(readdirSync(join(root, 'moved'))).toEqual(['file']);
  });

  it.each(['a', 'a/b'])('is not opened if %s is a link', async (link) => {
    mkdirSync(join(elsewhere, 'b'));
    mkdirSync(join(root, 'a'));
    if (link === 'a') rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(link === 'a' ? elsewhere : join(elsewhere, 'b'), join(root, link));
    const act = jest.fn(() => Promise.resolve());
    await expect(inFolder(root, 'a/b', act, { make: true })).rejects.toThrow();
    expect(act).not.toHaveBeenCalled();
  });

  it('may begin at a link of an operator', async () => {
    mkdirSync(join(elsewhere, 'a'));
    symlinkSync(elsewhere, join(root, 'work'));
    await moveBelow(join(root, 'work'), 'a', 'aside/a');
    expect(readdirSync(join(elsewhere, 'aside'))).toEqual(['a']);
  });

  it('is created as the target of a move, with missing parents', async () => {
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a/file'), 'x');
    await moveBelow(root, 'a/file', 'aside/now/a/file');
    expect(existsSync(join(root, 'a/file'))).toBe(false);
    expect(readFileSync(join(root, 'aside/now/a/file'), 'utf8')).toBe('x');
  });
});
