import { OrderedRows } from './ordered-rows.ts';
import type { VariantRow } from './read-table.ts';

const row = (chrom: string, pos: number, depth: number | null, gene = ''): VariantRow => ({
  chrom,
  pos,
  ref: 'A',
  alt: 'G',
  quality: null,
  genotype: '0/1',
  depth,
  altDepth: null,
  consequence: gene
    ? { terms: ['missense'], gene, transcript: null, biotype: '', strand: '+', aminoAcids: null, isBehindStop: false }
    : null,
});
const rows = new OrderedRows([
  row('10', 5, 30, 'PRNP'),
  row('2', 900, 40, 'AVP'),
  row('X', 1, null),
  row('2', 80, 30, 'PRNP'),
]);
const placesIn = (...given: Parameters<OrderedRows['in']>) =>
  rows.in(...given).map(({ chrom, pos }) => `${chrom}:${String(pos)}`);

describe('the rows of a variants table', () => {
  it('are ordered by position: chromosome 2 comes before 10, and letters come last', () => {
    expect(placesIn('position', 'asc')).toEqual(['2:80', '2:900', '10:5', 'X:1']);
    expect(placesIn('position', 'desc')).toEqual(['X:1', '10:5', '2:900', '2:80']);
  });

  it('are sorted by numbers and names, with equal ones by position and missing values last', () => {
    expect(placesIn('depth', 'asc')).toEqual(['X:1', '2:80', '10:5', '2:900']);
    expect(placesIn('depth', 'desc')).toEqual(['2:900', '2:80', '10:5', 'X:1']);
    expect(placesIn('gene', 'asc')).toEqual(['X:1', '2:900', '2:80', '10:5']);
  });
});
