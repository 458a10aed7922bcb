import { columnsOf, isSort, withToggled } from './columns.ts';

describe('the columns of the variants table', () => {
  it('are those of the address, or those that this browser remembers, and always include the position', () => {
    expect(columnsOf('depth,gene,odd', ['quality'])).toEqual(['position', 'gene', 'depth']);
    expect(columnsOf('', ['quality'])).toEqual(['position', 'quality']);
    expect(columnsOf('', null)).toContain('class');
  });

  it('are added and removed in the order of the table', () => {
    expect(withToggled(['position', 'depth'], 'gene')).toEqual(['position', 'gene', 'depth']);
    expect(withToggled(['position', 'gene', 'depth'], 'depth')).toEqual(['position', 'gene']);
    expect(withToggled(['position', 'gene'], 'gene')).toEqual(['position']);
  });

  it('sort by the keys of the server', () => {
    expect([isSort('class'), isSort('genotype'), isSort(undefined)]).toEqual([true, false, false]);
  });
});
