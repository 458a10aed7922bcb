import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobPaths } from '../attempt/job-paths.ts';
import { resultQuestions } from './result-questions.ts';

const job_id = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-000000000002';
let dataDir: string;
let dirs: { job_id: string; output_dir: string; work_dir: string };
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-results-'));
  const paths = jobPaths(dataDir, job_id);
  dirs = { job_id, output_dir: paths.outputDir(1), work_dir: paths.workDir(1) };
  mkdirSync(dirs.output_dir, { recursive: true });
  mkdirSync(dirs.work_dir, { recursive: true });
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Writes 4,000 empty results and returns their names, sorted. */
function writeResults(name: string): string[] {
  const names = Array.from({ length: 4000 }, (_, i) => `${name}${String(i).padStart(4, '0')}.txt`);
  for (const each of names) writeFileSync(join(dirs.output_dir, each), '');
  return names;
}

const answers = () => new (resultQuestions({ runner_id: 'a', storage_id: 'storage' }, dataDir))();

describe('a runner that sends results', () => {
  it.each([
    { kind: 'in ASCII', name: 'n'.repeat(200) },
    { kind: 'of three-byte characters', name: '漢'.repeat(80) },
  ])(
    'lists them in as many messages as necessary, with names $kind',
    async ({ name }) => {
      const names = writeResults(name);
      const listed: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const answer = await answers().list({ ...dirs, after });
        expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(1_000_000);
        listed.push(...answer.entries.map(({ path }) => path));
        after = listed.at(-1) ?? null;
        ({ more } = answer);
      }
      expect(listed).toEqual(names);
    },
    300_000,
  );

  it('continues with the next name if the last one of a page is gone', async () => {
    const names = writeResults('n'.repeat(200));
    const { entries, more } = await answers().list({ ...dirs, after: null });
    expect(more).toBe(true);
    const after = entries.at(-1)!.path;
    rmSync(join(dirs.output_dir, after));
    const next = await answers().list({ ...dirs, after });
    expect(next.entries[0]?.path).toBe(names[entries.length]);
  }, 300_000);

  it('continues in the order of the folders, and ends after the last name, if names are gone', async () => {
    mkdirSync(join(dirs.output_dir, 'a'));
    ['a/x', 'a.tsv'].forEach((path) => writeFileSync(join(dirs.output_dir, path), ''));
    const listed = async (after: string | null) =>
      (await answers().list({ ...dirs, after })).entries.map(({ path }) => path);
    expect(await listed(null)).toEqual(['a/x', 'a.tsv']);
    expect(await listed('a/y')).toEqual(['a.tsv']);
    expect(await listed('b.tsv')).toEqual([]);
  });

  it('marks a list as truncated if it could not read all of it', async () => {
    const folders = Array.from({ length: 30 }, (_, n) => join(dirs.work_dir, String(n)));
    folders.forEach((each) => mkdirSync(each));
    folders.slice(1).forEach((each, n) => ['x', 'y'].forEach((name) => symlinkSync(each, join(folders[n]!, name))));
    symlinkSync(folders[0]!, join(dirs.output_dir, 'aaa'));
    writeFileSync(join(dirs.output_dir, 's1.tsv'), '');
    expect(await answers().list({ ...dirs, after: null })).toEqual({ entries: [], more: false, truncated: true });
    // It checks many thousands of links.
  }, 300_000);

  it('sends a part that fits into a message', async () => {
    writeFileSync(join(dirs.output_dir, 's1.bam'), Buffer.alloc(2_000_000, 7));
    const { part } = await answers().part({ ...dirs, path: 's1.bam', offset: 10, limit: 2_000_000 });
    expect(part?.size).toBe(2_000_000);
    expect(Buffer.from(part!.base64, 'base64')).toEqual(Buffer.alloc(512 * 1024, 7));
    expect((await answers().part({ ...dirs, path: 's1.bam', offset: 0, limit: 0 })).part?.base64).toBe('');
    expect((await answers().part({ ...dirs, path: 's1.bam', offset: 3_000_000, limit: 9 })).part?.base64).toBe('');
  });

  it('counts what a rerun deletes (results, work and launch dir) without following links', async () => {
    const { launchDir } = jobPaths(dataDir, job_id);
    mkdirSync(join(dirs.work_dir, 'ab/cdef12'), { recursive: true });
    mkdirSync(launchDir, { recursive: true });
    writeFileSync(join(dirs.work_dir, 'ab/cdef12/s1.bam'), '1234567');
    writeFileSync(join(launchDir, '.nextflow.log'), '123');
    writeFileSync(join(dirs.output_dir, 'report.html'), '12');
    symlinkSync(join(dirs.work_dir, 'ab/cdef12/s1.bam'), join(dirs.output_dir, 's1.bam'));
    symlinkSync(dataDir, join(dirs.output_dir, 'everything'));
    expect(await answers().usage({ job_id, work_dir: null })).toEqual({
      results: { files: 3, bytes: 2 },
      work_dir: { files: 2, bytes: 10 },
      complete: true,
    });
    expect(await answers().usage({ job_id: other, work_dir: 's3://bucket/work' })).toEqual({
      results: { files: 0, bytes: 0 },
      work_dir: { files: 0, bytes: 0 },
      complete: true,
    });
  });

  it('sends no files of another job and none of its own', async () => {
    writeFileSync(join(dataDir, 'runner.id'), 'secret');
    writeFileSync(join(dirs.output_dir, 's1.bam'), 'bam');
    expect(await answers().part({ ...dirs, job_id: other, path: 's1.bam', offset: 0, limit: 9 })).toEqual({
      part: null,
    });
    const forged = { ...dirs, output_dir: dataDir, path: 'runner.id' };
    expect(await answers().part({ ...forged, offset: 0, limit: 9 })).toEqual({ part: null });
    expect(await answers().list({ ...forged, after: null })).toEqual({ entries: [], more: false, truncated: false });
  });
});
