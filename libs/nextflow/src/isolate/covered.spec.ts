import { mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { covered } from './covered.ts';

describe('covered', () => {
  it('hides the file that a link leads to, and none that lies in a hidden folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-covered-'));
    const at = (name: string) => join(folder, name);
    try {
      mkdirSync(at('data'));
      for (const name of ['file', 'data/file']) writeFileSync(at(name), '');
      symlinkSync(at('file'), at('link'));
      symlinkSync(at('data/file'), at('inside'));
      expect(covered([at('link')], { cwd: '/' }).slice(4)).toEqual(['/', at('file'), '--', '--']);
      expect(covered([at('data'), at('inside')], { cwd: '/' }).slice(4)).toEqual(['/', at('data'), '--', '--']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves out a folder that is not there, which nothing can be mounted on', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-covered-'));
    const absent = join(folder, 'absent');
    try {
      expect(covered([folder, '/no-such-folder'], { cwd: '/' }).slice(4)).toEqual(['/', folder, '--', '--']);
      expect(covered([absent], { cwd: '/' }).slice(4)).toEqual(['/', '--']);
    } finally {
      rmdirSync(folder);
    }
  });
});
