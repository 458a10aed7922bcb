import { MAX_SHEET_BYTES, MAX_SHEET_COLUMNS } from '@reprise/contracts';
import { evenRows, readSheet } from './read-sheet.ts';

describe('a samplesheet', () => {
  const two = { columns: ['sample', 'input_dir'], rows: [['A', '/x, y']], errors: [] };

  it.each([
    ['commas', 'sample,input_dir\nA,"/x, y"\n'],
    ['tabs, as spreadsheets copy', 'sample\tinput_dir\nA\t/x, y'],
    ['semicolons, as spreadsheets save in much of Europe', 'sample;input_dir\r\nA;/x, y\r\n'],
    ['a byte order mark, blanks, and empty rows', '\ufeffsample , input_dir\n\nA, "/x, y" \n,\n'],
  ])('is read with %s', (_, text) => {
    expect(readSheet(text)).toEqual(two);
  });

  it('may have one column', () => {
    expect(readSheet('sample\nA\nB')).toMatchObject({ columns: ['sample'], rows: [['A'], ['B']] });
  });

  it.each([
    ['', 'The sheet is empty. Its first row must name the columns.'],
    ['sample,input_dir\n', 'The sheet has a header, but no rows below it.'],
    ['sample,\nA,B', 'Column 2 has no name.'],
    ['PK\u0003\u0004…', 'This is an Excel workbook. Save it as CSV, or copy its cells and paste them here.'],
  ])('%j is refused: %s', (text, message) => {
    expect(readSheet(text).errors).toEqual([{ row: null, column: null, message }]);
  });

  const most = MAX_SHEET_BYTES;
  it.each([
    ['commas', ','.repeat(most), 'The sheet is empty.'],
    ['quoted cells', '"",'.repeat(most / 3), 'The sheet is empty.'],
    ['columns', 'a,'.repeat(most / 2), /^The sheet has 26214\d columns; at most 100 /],
    ['rows', 'a\n'.repeat(most / 2), 'The sheet has 262143 rows; at most 2000 '],
    ['blanks', `a${' '.repeat(most - 1)}`, 'The sheet has a header, but no rows'],
    ['one cell', `"${'a'.repeat(most - 1)}`, 'Cannot be read as CSV or TSV: '],
  ])('of nothing but %s, as large as a request may be, is refused', (_, text, message) => {
    const { rows, errors } = readSheet(text);
    expect([rows.length, errors.length]).toEqual([0, 1]);
    expect(errors[0]!.message).toMatch(typeof message === 'string' ? new RegExp(`^${message}`) : message);
  });

  it('with an unclosed quote is refused with the line', () => {
    expect(readSheet('sample,x\nA,1\nB,"2').errors).toEqual([
      { row: null, column: null, message: expect.stringMatching(/^Cannot be read as CSV or TSV: .*line 3/) as string },
    ]);
  });

  it('names a duplicate column, and a row with too many cells, which are kept, while short rows are padded', () => {
    const read = evenRows(['sample', 'x', 'x'], [['A'], ['B', '1', '2', '3'], ['C', '1', '2', '']]);
    expect(read.rows).toEqual([
      ['A', '', ''],
      ['B', '1', '2', '3'],
      ['C', '1', '2'],
    ]);
    expect(read.errors).toEqual([
      { row: null, column: 'x', message: 'is in the header twice' },
      { row: 2, column: null, message: 'has 4 cells, but the header has 3: “3” has no column' },
    ]);
    expect(evenRows(read.columns, read.rows).errors).toEqual(read.errors);
    const [row] = evenRows(['sample'], [['A', '', 'b', 'c', 'd', 'e', ...Array<string>(200).fill('')]]).rows;
    expect(row).toHaveLength(MAX_SHEET_COLUMNS);
    expect(evenRows(['sample'], [['A', '', 'b', 'c', 'd', 'e']]).errors).toMatchObject([
      { message: 'has 6 cells, but the header has 1: “b”, “c”, “d” and 1 more have no column' },
    ]);
  });
});
