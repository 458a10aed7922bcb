import type { FileView } from '@reprise/contracts';
import {
  comparedIn,
  comparedText,
  referenceOf,
  regionTracks,
  sampleTracks,
  withOwnNames,
  type Shown,
} from './tracks.ts';

const file = (path: string, kind: string | null = null): FileView => ({
  path,
  kind,
  bytes: 1,
  sha256: null,
  media_type: 'application/octet-stream',
});
const shown = (items: FileView[], away: string | null = null): Shown => ({
  jobId: 'j',
  attempt: 2,
  name: 'S1',
  page: { items, next_cursor: null, attempt: 2, away, gone: [], truncated: false },
});
const reference = [file('reference/ref.fa', 'reference'), file('reference/ref.fa.fai', 'reference_index')];
const at = (path: string) => `/api/jobs/j/files/${path}?attempt=2`;

describe('the reference of a job', () => {
  it('is its FASTA with the index beside it', () => {
    expect(referenceOf(shown(reference))).toMatchObject({
      reference: { fastaURL: at('reference/ref.fa'), indexURL: at('reference/ref.fa.fai') },
    });
  });

  it.each([
    ['the runner is away', shown(reference, 'The runner is away.'), 'The runner is away.'],
    ['no file exists', shown([]), /no reference among its results/],
    ['its index is missing', shown([reference[0]!]), /ref\.fa has no index beside it/],
  ])('is reported as missing if %s', (_why, given, missing) => {
    expect(referenceOf(given).missing).toMatch(missing);
  });
});

describe('labels of attempts that are shown together', () => {
  const of = (jobId: string, name: string) => ({ ...shown([]), jobId, name });

  it('begin with the job id for two jobs of one sample, and are the sample alone otherwise', () => {
    const all = [of('0196f0c8-1111-7000', 'S1'), of('0196f0c9-2222-7000', 'S1'), of('0196f0d0-3333-7000', 'S2')];
    expect(withOwnNames(all).map(({ name }) => name)).toEqual([
      'S1 (job 0196f0c8-1111)',
      'S1 (job 0196f0c9-2222)',
      'S2',
    ]);
  });

  it('keep the numbers of attempts of one job', () => {
    const all = [of('0196f0c8-1111-7000', 'S1'), of('0196f0c8-1111-7000', 'S1 (2)')];
    expect(withOwnNames(all).map(({ name }) => name)).toEqual(['S1', 'S1 (2)']);
  });
});

describe('the tracks of a job', () => {
  it('are its genes and targets', () => {
    const files = [file('reference/genes.gff3', 'genes'), file('reference/targets.bed', 'targets')];
    expect(regionTracks(shown(files)).map(({ name, url }) => [name, url])).toEqual([
      ['Genes', at('reference/genes.gff3')],
      ['Capture targets', at('reference/targets.bed')],
    ]);
  });

  it('are its annotated variants and its reads, if they have an index', () => {
    const files = [
      ...[file('bam/S1.bam', 'bam'), file('bam/S1.bam.bai'), file('bam/S2.bam', 'bam')],
      ...[file('vcf/S1.raw.vcf.gz', 'raw_vcf'), file('vcf/S1.raw.vcf.gz.tbi')],
      ...[file('vcf/S1.annotated.vcf.gz', 'annotated_vcf'), file('vcf/S1.annotated.vcf.gz.tbi')],
    ];
    expect(sampleTracks(shown(files)).map(({ url, indexURL }) => [url, indexURL])).toEqual([
      [at('vcf/S1.annotated.vcf.gz'), at('vcf/S1.annotated.vcf.gz.tbi')],
      [at('bam/S1.bam'), at('bam/S1.bam.bai')],
    ]);
  });
});

describe('compared attempts in the address', () => {
  const id = '019a3f2c-71e0-7c44-9d1a-5b06aa000001';

  it('are read and written', () => {
    const text = `${id},${id}@2`;
    expect(comparedIn(text)).toEqual([
      { jobId: id, attempt: null },
      { jobId: id, attempt: 2 },
    ]);
    expect(comparedText(comparedIn(text))).toBe(text);
    expect(comparedText([])).toBeNull();
  });

  it('exclude malformed ones', () => {
    expect(comparedIn(`../audit,${id}@0,`)).toEqual([]);
  });
});
