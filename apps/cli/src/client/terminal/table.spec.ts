import { oneLine, tableLines, truncated, type TableColumn } from './table.ts';

interface Row {
  readonly sample: string;
  readonly status: string;
  readonly took: string;
}
const columns: TableColumn<Row>[] = [
  { title: 'Sample', cell: ({ sample }) => sample, shrinksTo: 8 },
  { title: 'Status', cell: ({ status }) => status, paint: (text) => `<${text}>` },
  { title: 'Took', cell: ({ took }) => took, align: 'right', dropOrder: 1 },
];
const rows: Row[] = [
  { sample: 'a long name of a sample', status: 'running', took: '1 min' },
  { sample: '漢字', status: 'done', took: '12 min' },
];

describe('tableLines', () => {
  it('aligns columns by the width of their characters on a terminal, and paints after that', () => {
    expect(tableLines(rows, columns, Infinity)).toEqual([
      'SAMPLE                   STATUS     TOOK',
      'a long name of a sample  <running>   1 min',
      '漢字                     <done   >  12 min',
    ]);
  });

  it('cuts what may be cut, then leaves out what matters least', () => {
    expect(tableLines(rows, columns, 30)[1]).toBe('a long name …  <running>   1 min');
    expect(tableLines(rows, columns, 20)).toEqual([
      'SAMPLE       STATUS',
      'a long nam…  <running>',
      '漢字         <done   >',
    ]);
  });

  it('has a line of titles where there are no rows', () => {
    expect(tableLines([], columns, 80)).toEqual(['SAMPLE  STATUS  TOOK']);
  });
});

describe('texts of others', () => {
  it('lose the control characters with which they could write anywhere on the terminal', () => {
    expect(oneLine('a\u001b[2Jb\r\nc\u009bd')).toBe('a [2Jb c d');
  });

  it('are cut between characters, not in the midst of one', () => {
    expect(truncated('ab👩‍🔬cd', 4)).toBe('ab…');
  });
});
