import {
  inSentences,
  SubmitBody,
  type FieldProblem,
  type LaunchOptions,
  type Params,
  type SheetCheckBody,
  type SheetProblem,
} from '@reprise/contracts';
import { evenRows, readSheet, sheetRows, type Pipeline, type ReadSheet, type SheetRow } from '@reprise/pipelines';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { withDoubts } from '../../shared/pipelines/task-access.ts';

/** Job for a row, as it would be submitted. */
export interface RowJob {
  readonly row: number;
  readonly sample_name: string;
  readonly params: Params;
  /** Warnings about paths that its tasks cannot read. */
  readonly doubts: readonly FieldProblem[];
}

export interface CheckedRows {
  readonly jobs: readonly RowJob[];
  readonly errors: readonly SheetProblem[];
  readonly warnings: readonly SheetProblem[];
}

/** Returns the sheet in a request, which contains either text, or columns and rows. */
export const sheetOf = ({ text, columns = [], rows = [] }: SheetCheckBody): ReadSheet =>
  text === undefined ? evenRows(columns, rows) : readSheet(text);

/** Checks each row of a sheet in the same way as the submission of a single job. */
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
  // Problems of the header are reported once.
  const known = jobs.map(({ params }) =>
    Object.fromEntries(Object.entries(params).filter(([name]) => !found.isWrongColumn(name))),
  );
  const looks = await pipelines.lookAtAll(pipeline, known, { launch });
  for (const [job, { checked, doubts }] of looks.entries()) {
    const { row } = jobs[job]!;
    if (!checked.ok) for (const { field, message } of checked.errors) found.add('errors', row, field, message);
    for (const { field, message } of withDoubts(checked.warnings, doubts)) found.add('warnings', row, field, message);
  }
  return {
    jobs: jobs.map((job, index) => ({ ...job, doubts: looks[index]?.doubts ?? [] })),
    errors: found.errors,
    warnings: found.warnings,
  };
}

/** Rows with the same sample and parameters would become one job, because they have the same idempotency key. */
function checkNames(rows: readonly SheetRow[], column: string, found: Findings): void {
  const firstOfSample = new Map<string, number>();
  const firstOfJob = new Map<string, number>();
  for (const { row, sample_name, params } of rows) {
    const name = SubmitBody.shape.sample_name.safeParse(sample_name, inSentences);
    if (!name.success)
      found.errors.push({
        row,
        column,
        message: sample_name === '' ? 'is required' : (name.error.issues[0]?.message ?? 'is not allowed'),
      });
    if (sample_name === '') continue;
    const job = JSON.stringify([sample_name, params]);
    const [same, before] = [firstOfJob.get(job), firstOfSample.get(sample_name)];
    if (same !== undefined)
      found.errors.push({ row, column, message: `is the same as row ${String(same)}: remove one of them` });
    else if (before !== undefined)
      found.warnings.push({ row, column, message: `is also the sample of row ${String(before)}` });
    if (same === undefined) firstOfJob.set(job, row);
    if (before === undefined) firstOfSample.set(sample_name, row);
  }
}

/** Errors and warnings by row and column. Issues with parameters for all rows are reported once. */
class Findings {
  readonly errors: SheetProblem[] = [];
  readonly warnings: SheetProblem[] = [];
  readonly #columns: readonly string[];
  readonly #reported = new Set<string>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  isWrongColumn(name: string): boolean {
    return this.errors.some(({ row, column }) => row === null && column === name);
  }

  add(kind: 'errors' | 'warnings', row: number, field: string, message: string): void {
    const [where, name = null] = field.split('.');
    if (where === 'params' && (name === null || this.#columns.includes(name))) {
      this[kind].push({ row, column: name, message });
      return;
    }
    const problem = where === 'params' ? { column: name, message } : ofSubmission(field, message);
    const key = JSON.stringify([kind, problem]);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this[kind].push({ row: null, ...problem });
  }
}

/**
 * Returns a problem that concerns all rows, in addition to problems with their parameters. The page shows problems with
 * launch options at their fields.
 */
const ofSubmission = (field: string, message: string) =>
  field.startsWith('launch.') ? { column: field, message } : { column: null, message: `${field} ${message}` };
