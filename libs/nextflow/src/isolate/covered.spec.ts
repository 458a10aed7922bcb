import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { covered } from './covered.ts';

describe('covered', () => {
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
