import { CsvError, parse } from 'csv-parse/sync';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, type SheetProblem } from '@reprise/contracts';

/** Header and rows of a samplesheet. Every row has as many cells as the header, unless it has an error. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReadSheet extends Sheet {
  readonly errors: readonly SheetProblem[];
}

/** Maximum number of cells in a message. */
const MOST_NAMED = 3;
const DELIMITERS = [',', '\t', ';'];

/** Parses a samplesheet: CSV or TSV with a header, as saved or copied from spreadsheets. */
export function readSheet(text: string): ReadSheet {
  if (text.startsWith('PK\u0003\u0004'))
    return unreadable('This is an Excel workbook. Save it as CSV, or copy its cells and paste them here.');
  try {
    const [columns = [], ...rows] = parse(text, {
      bom: true,
      trim: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      relax_column_count: true,
      // A row that contains only commas, which spreadsheets add below the last one.
      skip_records_with_empty_values: true,
    });
    const tooLarge = sizeProblem(columns.length, rows.length);
    return tooLarge ? unreadable(tooLarge) : evenRows(columns, rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(`Cannot be read as CSV or TSV: ${error.message}.`);
  }
}

/**
 * Pads short rows to the length of the header, and reports format errors of the sheet. A row with more cells keeps them,
 * so that it has its error in each check until it is corrected.
 */
export function evenRows(columns: readonly string[], rows: readonly (readonly string[])[]): ReadSheet {
  const errors: SheetProblem[] = [];
  if (columns.length === 0) errors.push(ofSheet('The sheet is empty. Its first row must name the columns.'));
  else if (rows.length === 0) errors.push(ofSheet('The sheet has a header, but no rows below it.'));
  for (const [index, column] of columns.entries()) {
    if (column === '') errors.push(ofSheet(`Column ${String(index + 1)} has no name.`));
    else if (columns.indexOf(column) !== index) errors.push({ row: null, column, message: 'is in the header twice' });
  }
  const even = rows.map((cells, index) => {
    const { length } = columns;
    if (cells.slice(length).every((cell) => cell === '')) return columns.map((_, at) => cells[at] ?? '');
    const message = `has ${String(cells.length)} cells, but the header has ${String(length)}: ${withoutColumn(cells.slice(length))}`;
    errors.push({ row: index + 1, column: null, message });
    return cells.slice(0, MAX_SHEET_COLUMNS);
  });
  return { columns, rows: even, errors };
}

function sizeProblem(columns: number, rows: number): string | null {
  const most = (count: number, unit: string, limit: number) =>
    `The sheet has ${String(count)} ${unit}; at most ${String(limit)} are taken at once. Split it.`;
  if (columns > MAX_SHEET_COLUMNS) return most(columns, 'columns', MAX_SHEET_COLUMNS);
  return rows > MAX_SHEET_ROWS ? most(rows, 'rows', MAX_SHEET_ROWS) : null;
}

/** "“a” has no column", "“a”, “b”, “c” and 2 more have no column". */
function withoutColumn(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '');
  const more = filled.length - MOST_NAMED;
  const named = filled.slice(0, MOST_NAMED).map((cell) => `“${cell}”`);
  return `${named.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''} ${filled.length === 1 ? 'has' : 'have'} no column`;
}

const ofSheet = (message: string): SheetProblem => ({ row: null, column: null, message });
const unreadable = (message: string): ReadSheet => ({ columns: [], rows: [], errors: [ofSheet(message)] });

/** Returns the most frequent delimiter of the header. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}
