import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Notes } from './notes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-notes-'));
const reads = join(folder, 'reads');
const notes = new Notes(join(folder, 'notes'));
const wrapper = join(folder, 'nextflow');

beforeAll(() => {
  mkdirSync(reads);
  notes.wrap('/bin/true', wrapper);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the wrapper for an attempt whose parameter `reads` is a folder. */
function run(attempt: number): void {
  const params = join(folder, 'params.json');
  writeFileSync(params, JSON.stringify({ reads }));
  const env = { ...process.env, REPRISE_JOB_ID: 'j', REPRISE_ATTEMPT: String(attempt) };
  execFileSync(wrapper, ['run', 'main.nf', '-params-file', params], { env, stdio: 'ignore' });
}

describe('the input of a run', () => {
  it('is noted by its digest, or as unread if it cannot be read to its end', () => {
    run(1);
    writeFileSync(join(reads, 'a.fastq'), 'ACGT');
    run(2);
    // A folder cannot be read as a file: cat returns the first file, and then fails.
    mkdirSync(join(reads, 'b.fastq'));
    run(3);
    const sha256 = createHash('sha256').update('ACGT').digest('hex');
    expect(notes.inputs()).toEqual([
      { job: 'j', attempt: 1, sha256: null },
      { job: 'j', attempt: 2, sha256 },
      { job: 'j', attempt: 3, sha256: null },
    ]);
    expect(notes.launches()).toHaveLength(3);
  });
});
