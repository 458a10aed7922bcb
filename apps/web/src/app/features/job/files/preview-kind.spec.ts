import type { FileView } from '@reprise/contracts';
import { cellsOf, previewKind } from './preview-kind.ts';

const file = (path: string, media_type: string): FileView => ({ path, media_type, kind: null, bytes: 1, sha256: null });

describe('the preview of a file', () => {
  it.each([
    ['qc/S1.html', 'text/html', 'report'],
    ['plot.png', 'image/png', 'image'],
    ['paper.pdf', 'application/pdf', 'pdf'],
    ['S1.tsv', 'text/tab-separated-values', 'table'],
    ['S1.fastp.json', 'application/json', 'text'],
    ['S1.raw.vcf.gz', 'application/gzip', 'text'],
    ['S1.bam', 'application/octet-stream', 'none'],
    ['all.tar.gz', 'application/gzip', 'none'],
  ])('shows %s (%s) as %s', (path, type, kind) => {
    expect(previewKind(file(path, type))).toBe(kind);
  });
});

describe('the cells of a table', () => {
  it('are separated by tabs, including empty ones', () => {
    expect(cellsOf('A\tB\n1\t\n', '\t')).toEqual([
      ['A', 'B'],
      ['1', ''],
    ]);
  });

  it('may be quoted in CSV, with commas, quotes and line ends', () => {
    expect(cellsOf('a,"b, c"\r\n"say ""hi""","x\ny"\n', ',')).toEqual([
      ['a', 'b, c'],
      ['say "hi"', 'x\ny'],
    ]);
  });
});
