import type { ResultFile, ResultSource } from '@reprise/gateway/jobs';
import { readFai, ReferenceBases } from './reference-bases.ts';

const FASTA = '>20\nACGTA\nCGTAC\nGT\n';
const entry = readFai('20\t12\t4\t5\t6\n').get('20')!;

/** Source that counts how often the file was opened, and how many times it is open now. */
function counting() {
  const counts = { opened: 0, open: 0, most: 0 };
  const open = (): Promise<ResultFile> => {
    counts.opened += 1;
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    return Promise.resolve({
      size: FASTA.length,
      part: (start: number, end: number) => Promise.resolve(Buffer.from(FASTA.slice(start, end + 1))),
      close: () => Promise.resolve(void (counts.open -= 1)),
    } as ResultFile);
  };
  return { counts, source: { open } as unknown as ResultSource };
}

describe('the bases of a reference', () => {
  it('are read across lines, with N beyond the requested range and beyond the ends', async () => {
    const bases = await new ReferenceBases(counting().source, 'ref.fa').around(entry, { from: -3, to: 7 });
    expect([bases(-1, 3), bases(3, 7), bases(7, 9)]).toEqual(['NNACG', 'GTACG', 'GNN']);
  });

  it('open the file once for a thousand variants that are named together, and close it', async () => {
    const { counts, source } = counting();
    const reference = new ReferenceBases(source, 'ref.fa');
    await Promise.all(Array.from({ length: 1000 }, () => reference.around(entry, { from: 1, to: 12 })));
    expect(counts).toEqual({ opened: 1, open: 0, most: 1 });
    await reference.around(entry, { from: 1, to: 12 });
    expect(counts).toEqual({ opened: 2, open: 0, most: 1 });
  });

  it('fail for all readers if the file cannot be opened, and are read again later', async () => {
    const { source } = counting();
    let isAway = true;
    const open = (path: string) => (isAway ? Promise.reject(new Error('away')) : source.open(path));
    const reference = new ReferenceBases({ ...source, open } as ResultSource, 'ref.fa');
    const both = [reference.around(entry, { from: 1, to: 2 }), reference.around(entry, { from: 1, to: 2 })];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect((await reference.around(entry, { from: 1, to: 2 }))(1, 2)).toBe('AC');
  });
});
