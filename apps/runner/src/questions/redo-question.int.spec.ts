import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles, SessionTasks } from '@reprise/nextflow';
import { jobPaths, runName } from '../attempt/job-paths.ts';
import { redoQuestion } from './redo-question.ts';

const job_id = '01900000-0000-7000-8000-000000000001';
const SESSION = '5fae71f3-ba8c-4ee7-9f29-e5c4988dbc23';

describe('a runner that previews a resume', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-redo-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  /** A session with one finished task, and a cache with files of these names. */
  function leaveSession(cached: string[]): string {
    const { workDir, launchDir } = jobPaths(dataDir, job_id);
    const task = join(workDir(1), 'ab', 'cdef12'.padEnd(30, '0'));
    mkdirSync(task, { recursive: true });
    writeFileSync(join(task, '.exitcode'), '0');
    writeFileSync(join(task, '.command.run'), "### name: 'SORT (S1)'\n");
    const database = join(launchDir, '.nextflow/cache', SESSION, 'db');
    mkdirSync(database, { recursive: true });
    for (const name of cached) writeFileSync(join(database, name), '');
    const name = runName(job_id, 1);
    writeFileSync(join(launchDir, '.nextflow/cache', SESSION, `index.${name}`), '');
    const row = ['2026-12-01 03:12:00', '1s', name, 'ERR', 'rev', SESSION, 'nextflow run'];
    writeFileSync(join(launchDir, '.nextflow/history'), `${row.join('\t')}\n`);
    return workDir(1);
  }
  const redo = (work_dir: string, attempt = 1, uncached: string[] = []) =>
    new (redoQuestion({ runner_id: 'a', storage_id: 'storage' }, dataDir))().redo({
      job_id,
      work_dir,
      attempt,
      step: null,
      search: [],
      uncached,
    });

  it('reports that finished tasks stay cached', async () => {
    const { groups, cached, kept } = await redo(leaveSession(['CURRENT', '000003.log', '000005.sst']));
    expect([groups, cached, kept]).toEqual([[], { SORT: 1 }, ['ab/cdef12']]);
  });

  it('names the steps that use the results of an uncached step, directly or not', async () => {
    const workDir = leaveSession(['CURRENT', '000003.log', '000005.sst']);
    const add = (name: string, hash: string, input: string) => {
      const dir = join(workDir, hash.slice(0, 2), hash.slice(2).padEnd(30, '0'));
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, '.exitcode'), '0');
      writeFileSync(join(dir, '.command.run'), `### name: '${name}'\n${input}`);
    };
    add('CALL (S1)', 'bbcdef12', join(workDir, 'ab', 'cdef12'.padEnd(30, '0'), 'sorted.bam'));
    add('MERGE', 'cccdef12', join(workDir, 'bb', 'cdef12'.padEnd(30, '0'), 'called.vcf'));
    add('OTHER', 'ddcdef12', '/in/reads.fq');
    const { groups, cached, use_uncached } = await redo(workDir, 1, ['SORT', 'GONE']);
    expect([groups, cached]).toEqual([[], { SORT: 1, CALL: 1, MERGE: 1, OTHER: 1 }]);
    expect(use_uncached!.toSorted()).toEqual(['CALL', 'MERGE']);
    expect((await redo(workDir)).use_uncached).toEqual([]);
  });

  it('ignores a task that ran again under another hash, although its dir still exists', async () => {
    const workDir = leaveSession(['CURRENT', '000003.log', '000005.sst']);
    const { attemptDir } = jobPaths(dataDir, job_id);
    const earlier = join(workDir, 'cd', 'ef1234'.padEnd(30, '0'));
    cpSync(join(workDir, 'ab', 'cdef12'.padEnd(30, '0')), earlier, { recursive: true });
    writeFileSync(join(earlier, '.exitcode'), '1');
    for (const [attempt, hash] of [
      [1, 'cd/ef1234'],
      [2, 'ab/cdef12'],
    ] as const) {
      mkdirSync(attemptDir(attempt), { recursive: true });
      const fields = ['hash', 'status', 'exit', 'attempt', 'process', 'name', 'tag'];
      const row = [hash, 'COMPLETED', '0', '1', 'SORT', 'SORT (S1)', 'S1'];
      writeFileSync(attemptFiles(attemptDir(attempt)).trace, `${fields.join('\t')}\n${row.join('\t')}\n`);
    }
    const { groups, cached } = await redo(workDir, 2);
    expect([groups, cached]).toEqual([[], { SORT: 1 }]);
  });

  it('reports that all tasks run again if the cache of their session contains none', async () => {
    const { groups, cached } = await redo(leaveSession(['CURRENT', '000003.log']));
    expect(groups).toMatchObject([{ process: 'SORT', reason: 'not_cached', hashes: ['ab/cdef12'] }]);
    expect(cached).toEqual({});
  });

  it("reports that all tasks run again if the cache, or Nextflow's whole session folder, is gone", async () => {
    const workDir = leaveSession(['CURRENT', '000003.log', '000005.sst']);
    const { launchDir } = jobPaths(dataDir, job_id);
    for (const gone of ['.nextflow/cache', '.nextflow']) {
      rmSync(join(launchDir, gone), { recursive: true });
      const { groups, cached } = await redo(workDir);
      expect([groups, cached]).toMatchObject([[{ process: 'SORT', reason: 'not_cached' }], {}]);
    }
  });

  it.each([
    ['aborted, though it ended well', 'ABORTED', {}],
    ['completed', 'COMPLETED', { SORT: 1 }],
  ])('reports of a task that Nextflow recorded as %s what the start of the resume finds', async (_, status, cached) => {
    const workDir = leaveSession(['CURRENT', '000003.log', '000005.sst']);
    const { launchDir, attemptDir } = jobPaths(dataDir, job_id);
    mkdirSync(attemptDir(1), { recursive: true });
    const nextflow = join(dataDir, 'nextflow');
    writeFileSync(nextflow, `#!/bin/sh\nprintf 'ab/cdef12\\t${status}\\t0\\n'\n`);
    chmodSync(nextflow, 0o755);
    const earlierDir = attemptDir(0);
    const spec = { nextflow, launchDir, session: SESSION, env: {}, runName: runName(job_id, 1), earlierDir };
    await new SessionTasks(new AbortController().signal).findAhead({ ...spec, attemptDir: attemptDir(1) });
    expect(await redo(workDir)).toMatchObject({ cached });
  });
});
