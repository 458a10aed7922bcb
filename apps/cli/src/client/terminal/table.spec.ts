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
  it('aligns columns by the terminal width of their characters, and colours them afterwards', () => {
    expect(tableLines(rows, columns, Infinity)).toEqual([
      'SAMPLE                   STATUS     TOOK',
      'a long name of a sample  <running>   1 min',
      '漢字                     <done   >  12 min',
    ]);
  });

  it('shortens what it may, then drops the least important columns', () => {
    expect(tableLines(rows, columns, 30)[1]).toBe('a long name …  <running>   1 min');
    expect(tableLines(rows, columns, 20)).toEqual([
      'SAMPLE       STATUS',
      'a long nam…  <running>',
      '漢字         <done   >',
    ]);
  });

  it('prints a header row without rows', () => {
    expect(tableLines([], columns, 80)).toEqual(['SAMPLE  STATUS  TOOK']);
  });
});

describe('untrusted texts', () => {
  it('lose the control characters that could write anywhere on the terminal', () => {
    expect(oneLine('a\u001b[2Jb\r\nc\u009bd')).toBe('a [2Jb c d');
  });

  it('are cut between characters, not within one', () => {
    expect(truncated('ab👩‍🔬cd', 4)).toBe('ab…');
  });
});
