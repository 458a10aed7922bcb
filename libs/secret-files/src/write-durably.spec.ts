import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDurably } from './write-durably.ts';

describe('a file that is written durably', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-durably-'));
    file = join(folder, 'secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('can be read by its owner only, and leaves no other file', () => {
    writeDurably(file, 'content');
    expect(readFileSync(file, 'utf8')).toBe('content');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('replaces an earlier file', () => {
    writeFileSync(file, 'earlier');
    writeDurably(file, 'new', 0o640);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it('leaves nothing if it cannot be written', () => {
    expect(() => writeDurably(join(folder, 'missing', 'secret'), 'content')).toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual([]);
  });
});
