import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { watchFiles } from './watch-files.ts';

describe('watching files', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'reprise-watch-'));
    mkdirSync(join(root, 'libs', 'job', 'src'), { recursive: true });
    mkdirSync(join(root, 'docs'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('reports a file at any depth, a file in a new folder, and a replaced file', async () => {
    const reported: string[] = [];
    const stop = watchFiles(root, ['libs'], (paths) => reported.push(...paths));
    const hears = (path: string) =>
      waitUntil(() => reported.includes(path), { what: `hears of ${path}; it heard ${reported.join()}` });
    try {
      writeFileSync(join(root, 'docs', 'page.md'), '');
      writeFileSync(join(root, 'libs', 'job', 'src', 'decide.ts'), '');
      await hears('libs/job/src/decide.ts');

      reported.length = 0;
      writeFileSync(join(root, 'libs', 'job', 'src', 'decide.ts.tmp'), 'x');
      renameSync(join(root, 'libs', 'job', 'src', 'decide.ts.tmp'), join(root, 'libs', 'job', 'src', 'decide.ts'));
      await hears('libs/job/src/decide.ts');

      mkdirSync(join(root, 'libs', 'new'));
      await hears('libs/new');
      writeFileSync(join(root, 'libs', 'new', 'index.ts'), '');
      await hears('libs/new/index.ts');
      expect(reported.filter((path) => path.startsWith('docs'))).toEqual([]);
    } finally {
      stop();
    }
  });
});
