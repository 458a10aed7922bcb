import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkLaunchFiles } from './launch-files.ts';

let root: string;
let launchDir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-launch-'));
  launchDir = join(root, 'launch');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('files that a script expects beside itself', () => {
  it('are linked into the launch folder, and replace links of an earlier attempt', async () => {
    mkdirSync(launchDir);
    await linkLaunchFiles(launchDir, { 'genes.csv': '/data/old.csv' });
    await linkLaunchFiles(launchDir, { 'genes.csv': '/data/new.csv', ref: '/data/ref' });
    expect(readlinkSync(join(launchDir, 'genes.csv'))).toBe('/data/new.csv');
    expect(readlinkSync(join(launchDir, 'ref'))).toBe('/data/ref');
  });

  it('are not linked if a link replaced the launch folder', async () => {
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, launchDir);
    await expect(linkLaunchFiles(launchDir, { 'genes.csv': '/data/genes.csv' })).rejects.toThrow();
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});
