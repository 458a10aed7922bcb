import type { JobView } from '@reprise/contracts';
import type { AttemptFiles, JobFiles, ResultSource } from '@reprise/gateway/jobs';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { InstalledPipelines } from '@reprise/gateway/shared/pipelines/installed-pipelines.ts';
import { BatchResults, filesCsv, folderNames } from './batch-results.ts';

const source: ResultSource = {
  list: () => Promise.reject(new Error('is not asked for')),
  open: () => Promise.resolve(null),
};
const file = (path: string) => ({ path, kind: 'tsv', bytes: 3, sha256: 'ab', media_type: 'text/plain' });
const found = (changes: Partial<AttemptFiles>): AttemptFiles => ({
  attempt: 2,
  sampleName: 'A',
  pipeline: 'wes',
  source,
  files: [],
  away: null,
  gone: [],
  truncated: false,
  ...changes,
});
const job = (job_id: string, status = 'completed') =>
  ({ job_id, sample_name: `sample ${job_id}`, pipeline: 'wes', status }) as JobView;

/** Results of a batch, by the id of each job. */
function resultsOf(byJob: Readonly<Record<string, AttemptFiles>>): BatchResults {
  const files = { filesOf: (id: string) => Promise.resolve(byJob[id]!) } as unknown as JobFiles;
  const wes = { manifest: { name: 'wes', reports: { FastQC: 'qc/*_fastqc.html' } } };
  return new BatchResults(files, { all: () => Promise.resolve([wes]) } as unknown as InstalledPipelines);
}

describe('the results of a batch', () => {
  const away = new ProblemException(503, 'The runner that keeps these results does not answer now.');
  const results = resultsOf({
    a: found({ files: [file('tsv/A#1.tsv'), file('qc/A_fastqc.html')] }),
    b: found({ away }),
    c: found({ files: [file('c.tsv')], gone: [file('gone.tsv')] }),
  });
  const jobs = [job('a'), job('b'), job('c'), job('d', 'running')];

  it('are listed with addresses and titles of reports, and name what is missing and why', async () => {
    const { items, missing } = await results.list(jobs);
    expect(items.map(({ folder, path, report, url }) => [folder, path, report, url])).toEqual([
      ['sample_a', 'tsv/A#1.tsv', null, '/api/jobs/a/files/tsv/A%231.tsv?attempt=2'],
      ['sample_a', 'qc/A_fastqc.html', 'FastQC', '/api/jobs/a/files/qc/A_fastqc.html?attempt=2'],
      ['sample_c', 'c.tsv', null, '/api/jobs/c/files/c.tsv?attempt=2'],
    ]);
    expect(missing.map(({ job_id, has_completed, detail }) => [job_id, has_completed, detail])).toEqual([
      ['b', true, away.detail],
      ['c', true, 'Recorded results were moved or deleted: gone.tsv'],
      ['d', false, 'The job has not completed.'],
    ]);
    expect(filesCsv(items).split('\r\n')[1]).toBe(
      'sample a,a,2,tsv/A#1.tsv,tsv,3,ab,/api/jobs/a/files/tsv/A%231.tsv?attempt=2',
    );
  });

  it('are folders of a ZIP, and say why a job has none', async () => {
    const folders = [];
    for await (const { folder, paths, why } of await results.folders(jobs)) folders.push([folder, ...paths, why]);
    expect(folders).toEqual([
      ['sample_a', 'tsv/A#1.tsv', 'qc/A_fastqc.html', undefined],
      ['sample_c', 'c.tsv', 'gone.tsv', undefined],
      ['sample_b', away.detail],
      ['sample_d', 'The job has not completed.'],
    ]);
  });

  it('are a ZIP that only says why if none can be read', async () => {
    const folders = [];
    for await (const { folder, why } of await results.folders([job('b')])) folders.push([folder, why]);
    expect(folders).toEqual([['sample_b', away.detail]]);
  });

  it('are no ZIP if no job has completed', async () => {
    await expect(results.folders([job('d', 'running')])).rejects.toMatchObject({
      detail: 'No job of this batch has results that can be read.',
    });
  });

  it('are in folders of different names if two jobs have the same sample', () => {
    const named = ['A', 'a', 'B/1', '..'].map((sample_name, n) => ({ job_id: `job-${String(n)}`, sample_name }));
    expect([...folderNames(named).values()]).toEqual(['A-job-0', 'a-job-1', 'B_1', '_']);
  });
});
