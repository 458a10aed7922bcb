import {
  inSentences,
  SubmitBody,
  type LaunchOptions,
  type Params,
  type SheetCheckBody,
  type SheetProblem,
} from '@reprise/contracts';
import {
  evenRows,
  readSheet,
  sheetRows,
  type InputRead,
  type Pipeline,
  type ReadSheet,
  type SheetRow,
} from '@reprise/pipelines';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';

/** Rows that are checked at the same time. */
const AT_ONCE = 16;

/** Job of one row, as it would be submitted. */
export interface RowJob {
  readonly row: number;
  readonly sample_name: string;
  readonly params: Params;
}

export interface CheckedRows {
  readonly jobs: readonly RowJob[];
  readonly errors: readonly SheetProblem[];
  readonly warnings: readonly SheetProblem[];
}

/** Reads the sheet of a request, which is a text, or columns and rows. */
export const sheetOf = ({ text, columns = [], rows = [] }: SheetCheckBody): ReadSheet =>
  text === undefined ? evenRows(columns, rows) : readSheet(text);

/** Checks each row of a sheet as the submission of one job is checked. */
export async function checkRowsAsJobs(
  pipelines: InstalledPipelines,
  pipeline: Pipeline,
  sheet: ReadSheet,
  { params: shared, launch }: { readonly params: Params; readonly launch: LaunchOptions },
): Promise<CheckedRows> {
  const read = sheetRows(pipeline, sheet);
  const found = new Findings(sheet.columns);
  for (const error of [...sheet.errors, ...read.errors]) found.errors.push(error);
  const jobs = read.rows.map(({ row, sample_name, params }) => ({
    row,
    sample_name,
    params: { ...shared, ...params },
  }));
  if (read.sampleColumn !== null) checkNames(jobs, read.sampleColumn, found);
  const reads: InputRead[] = [];
  for (let first = 0; first < jobs.length; first += AT_ONCE) {
    const looks = jobs.slice(first, first + AT_ONCE).map(async ({ row, params }) => {
      // What the header has wrong is told once.
      const known = Object.fromEntries(Object.entries(params).filter(([name]) => !found.isWrongColumn(name)));
      return { row, checked: await pipelines.lookHere(pipeline, known, { launch }) };
    });
    for (const { row, checked } of await Promise.all(looks)) {
      if (!checked.ok) for (const { field, message } of checked.errors) found.add('errors', row, field, message);
      for (const { field, message } of checked.warnings) found.add('warnings', row, field, message);
      for (const read of checked.reads) reads.push({ ...read, field: `${String(row)} ${read.field}` });
    }
  }
  // Once for all rows: a runner starts a process for each question.
  for (const { field, message } of await pipelines.doubts(pipeline, reads)) {
    const [, row, name = field] = /^(\d+) (.*)$/s.exec(field) ?? [];
    if (row === undefined) found.warnings.push({ row: null, column: null, message: `${name} ${message}` });
    else found.add('warnings', Number(row), name, message);
  }
  return { jobs, errors: found.errors, warnings: found.warnings };
}

function checkNames(rows: readonly SheetRow[], column: string, found: Findings): void {
  const first = new Map<string, SheetRow>();
  for (const each of rows) {
    const { row, sample_name, params } = each;
    const name = SubmitBody.shape.sample_name.safeParse(sample_name, inSentences);
    if (!name.success)
      found.errors.push({
        ...{ row, column },
        message: sample_name === '' ? 'is required' : (name.error.issues[0]?.message ?? 'is not allowed'),
      });
    const before = first.get(sample_name);
    if (!before) first.set(sample_name, each);
    else if (sample_name !== '') {
      const isSame = JSON.stringify(before.params) === JSON.stringify(params);
      const message = isSame
        ? `is the same as row ${String(before.row)}: remove one of them`
        : `is also the sample of row ${String(before.row)}`;
      (isSame ? found.errors : found.warnings).push({ row, column, message });
    }
  }
}

/** Errors and warnings by row and column. What is wrong with a parameter of all rows is told once. */
class Findings {
  readonly errors: SheetProblem[] = [];
  readonly warnings: SheetProblem[] = [];
  readonly #columns: readonly string[];
  readonly #told = new Set<string>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  isWrongColumn(name: string): boolean {
    return this.errors.some(({ row, column }) => row === null && column === name);
  }

  add(kind: 'errors' | 'warnings', row: number, field: string, message: string): void {
    const column = field.split('.')[1] ?? null;
    if (column === null || this.#columns.includes(column)) {
      this[kind].push({ row, column, message });
      return;
    }
    const key = JSON.stringify([kind, column, message]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this[kind].push({ row: null, column, message });
  }
}
