import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { readLineage } from './read-lineage.ts';

/** Log of a run of Nextflow 25.04.4 with its module nf-lineage, built from source. Paths are shortened. */
const recorded = [
  'Dec-01 04:53:38.650 [main] DEBUG nextflow.lineage.LinStoreFactory - Using Nextflow Lineage store factory: nextflow.lineage.DefaultLinStoreFactory',
  'Dec-01 04:53:43.127 [main] DEBUG nextflow.lineage.DefaultLinStore - Save LID file path: /data/launch/.lineage/860fa6ba9dc93b916c7e057a6f0de7cb/.data.json',
  'Dec-01 04:53:44.991 [TaskFinalizer-1] DEBUG nextflow.lineage.DefaultLinStore - Save LID file path: /data/launch/.lineage/860fa6ba9dc93b916c7e057a6f0de7cb/a.txt/.data.json',
  'Dec-01 04:53:45.321 [TaskFinalizer-1] DEBUG nextflow.lineage.DefaultLinStore - Save LID file path: /data/launch/.lineage/a81da1d4130b0f77e02934c54b2c4dbd/.data.json',
];

describe('the lineage record of a run', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const readFrom = (lines: string[]) => {
    const { log } = attemptFiles(scratch.dir);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, lines.map((line) => `${line}\n`).join(''));
    return readLineage(scratch.dir);
  };

  it('is the first that it saved, before those of its results and tasks', async () => {
    const id = 'lid://860fa6ba9dc93b916c7e057a6f0de7cb';
    expect(await readFrom(recorded)).toEqual({ id, store: '/data/launch/.lineage' });
    expect(await readFrom(recorded.map((line) => line.replace('/data/launch/', 's3://lab/all runs/')))).toEqual({
      id,
      store: 's3://lab/all runs/.lineage',
    });
  });

  it('is absent for a run without lineage, without a log, or that only prints such a line', async () => {
    expect(await readLineage(scratch.dir)).toBeNull();
    expect(await readFrom(recorded.slice(0, 1))).toBeNull();
    expect(await readFrom(recorded.map((line) => `INFO  nextflow.Nextflow - ${line}`))).toBeNull();
  });
});
