import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Pipeline } from '@reprise/pipelines';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { readOutputs } from './read-outputs.ts';
import { readingTools } from './reading-tools.fixture.ts';

describe('results that an index of the output block lists', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-index-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const script = `workflow { }
output {
    alignments {
        path 'alignments'
        index {
            path 'alignments.csv'
            header true
        }
    }
    reports {
        label 'qc'
        index { path 'reports.json' }
    }
}
`;

  /** Returns kinds and paths of the results, and the runner's warnings. */
  const read = async (files: Record<string, string>, outputs: Record<string, string>) => {
    const out = join(aStartedAttempt(dataDir).paths.root, 'output');
    const started = aStartedAttempt(dataDir, { output_dir: out });
    mkdirSync(started.attemptDir, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(out, name)), { recursive: true });
      writeFileSync(join(out, name), text.replaceAll('OUT', out));
    }
    writeFileSync(join(dataDir, 'main.nf'), script);
    const pipeline = { manifest: { outputs }, script: join(dataDir, 'main.nf') } as unknown as Pipeline;
    const warned: string[] = [];
    const warn = (problem: string) => void warned.push(problem);
    const found = await readOutputs(started, { ...readingTools(), pipeline, warn });
    return {
      found: found.outputs.map(({ kind, path, labels = [] }) => [kind, relative(out, path), ...labels]),
      warned,
    };
  };
  const results = {
    'alignments/S1.bam': 'aligned',
    'alignments/S1.bam.bai': 'indexed',
    'qc/S1.html': 'checked',
    'notes.txt': 'no output',
  };
  const indexes = {
    'alignments.csv': '"id","bam","bai"\n"S1","OUT/alignments/S1.bam","OUT/alignments/S1.bam.bai"\n',
    'reports.json': '["OUT/qc/S1.html"]',
  };

  it('are recorded as that output, or as the kind of their column, with their labels', async () => {
    expect(await read({ ...results, ...indexes }, {})).toEqual({
      found: [
        ['alignments', 'alignments/S1.bam.bai'],
        ['bam', 'alignments/S1.bam'],
        ['reports', 'qc/S1.html', 'qc'],
      ],
      warned: [],
    });
  });

  it('have the kinds of the manifest if it defines them', async () => {
    const { found } = await read({ ...results, ...indexes }, { page: 'qc/*.html', bam: 'none/*.bam' });
    expect(found).toEqual([
      ['page', 'qc/S1.html', 'qc'],
      ['alignments', 'alignments/S1.bam'],
      ['alignments', 'alignments/S1.bam.bai'],
    ]);
  });

  it('are left out, with a warning, if the index is missing or malformed', async () => {
    const { found, warned } = await read({ ...results, 'reports.json': '{' }, { page: '**/*.html' });
    expect(found).toEqual([['page', 'qc/S1.html']]);
    expect(warned).toEqual([
      expect.stringMatching(/^The results of alignments are not named by its index: alignments.csv is not there/),
      expect.stringMatching(/^The results of reports are not named by its index: reports.json cannot be read: /),
    ]);
  });
});
