import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineFolders, readSheet, Repositories, type InputRead } from '@reprise/pipelines';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { checkRowsAsJobs } from './check-sheet.ts';

describe('the rows of a sheet as jobs', () => {
  it('have the doubts of the runners at their cells, by one question for all rows', async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-rows-')));
    try {
      for (const folder of ['toy', 'in/A', 'in/B']) mkdirSync(join(home, folder), { recursive: true });
      writeFileSync(join(home, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
      writeFileSync(join(home, 'toy/main.nf'), '');
      const asked: (readonly InputRead[])[] = [];
      const closed = join(home, 'in/B');
      const doubts = (_: unknown, reads: readonly InputRead[]) => {
        asked.push(reads);
        const found = reads.filter(({ path }) => path === closed).map(({ field }) => ({ field, message: 'is closed' }));
        return Promise.resolve([{ field: 'pipeline', message: 'is closed too' }, ...found]);
      };
      const pipelines = new InstalledPipelines(
        new PipelineFolders([join(home, 'toy')]),
        { inputRoots: [join(home, 'in')], inputSchemes: [], workRoots: [], takesConfig: false },
        new Repositories({ folder: join(home, 'clones'), hosts: [], offline: true }),
        () => null,
        { doubts },
      );
      const rows = ['A', 'B', 'A'].map((name, index) => `S${String(index)},${join(home, 'in', name)}`);
      const sheet = readSheet(['sample,input_dir', ...rows, ''].join('\n'));
      const { jobs, errors, warnings } = await checkRowsAsJobs(pipelines, await pipelines.find('toy'), sheet, {
        params: {},
        launch: {},
      });
      expect([jobs.length, errors]).toEqual([3, []]);
      expect(warnings).toEqual([
        { row: null, column: null, message: 'pipeline is closed too' },
        { row: 2, column: 'input_dir', message: 'is closed' },
      ]);
      expect(asked.map((reads) => reads.length)).toEqual([3]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
