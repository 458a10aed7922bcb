import { columnsOf, isSort, withToggled } from './columns.ts';

describe('columns of the table of variants', () => {
  it('are those of the address, or those that this browser remembers; the position is always one', () => {
    expect(columnsOf('depth,gene,odd', ['quality'])).toEqual(['position', 'gene', 'depth']);
    expect(columnsOf('', ['quality'])).toEqual(['position', 'quality']);
    expect(columnsOf('', null)).toContain('class');
  });

  it('are added and taken away in the order of the table', () => {
    expect(withToggled(['position', 'depth'], 'gene')).toEqual(['position', 'gene', 'depth']);
    expect(withToggled(['position', 'gene', 'depth'], 'depth')).toEqual(['position', 'gene']);
    expect(withToggled(['position', 'gene'], 'gene')).toEqual(['position']);
  });

  it('sort by what the server sorts by', () => {
    expect([isSort('class'), isSort('genotype'), isSort(undefined)]).toEqual([true, false, false]);
  });
});
