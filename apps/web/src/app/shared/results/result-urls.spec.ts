import { aJob } from '../../testing/views.ts';
import { resultLinks, resultUrl, zipUrl } from './result-urls.ts';

describe('the address of a result', () => {
  it('keeps slashes between folders, and escapes other special characters', () => {
    expect(resultUrl('j', 'tsv/a b#1?.tsv', { attempt: 2, download: true })).toBe(
      '/api/jobs/j/files/tsv/a%20b%231%3F.tsv?attempt=2&download=1',
    );
    expect(zipUrl('j', 1, ['a&b.txt'])).toBe('/api/jobs/j/files.zip?attempt=1&path=a%26b.txt');
  });
});

describe('the downloads of a job', () => {
  const job = aJob({
    status: 'completed',
    output_dir: '/data/jobs/1/output/1',
    bam_path: '/data/jobs/1/output/1/bam/S1.bam',
    filtered_tsv_path: '/data/jobs/1/output/1/tsv/S1.filtered.tsv',
  });

  it('are those of its existing kinds', () => {
    expect(resultLinks(job).map(({ word, file }) => [word, file])).toEqual([
      ['BAM', 'S1.bam'],
      ['TSV', 'S1.filtered.tsv'],
    ]);
  });

  it('are empty before its completion', () => {
    expect(resultLinks({ ...job, status: 'running' })).toEqual([]);
  });
});
