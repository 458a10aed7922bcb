import { stringify } from 'csv-stringify/sync';
import type { Params, SheetProblem } from '@reprise/contracts';
import type { CheckedParams, ReadSheet, Sheet } from '@reprise/pipelines';

/** Returns a sheet as the text of a file. */
export const textOf = ({ columns, rows }: Sheet): string => stringify([columns, ...rows] as string[][]);

/** Parameters of the one job that takes a sheet, and what is wrong with them and its rows. */
export interface CheckedJob {
  readonly params: Params;
  readonly errors: readonly SheetProblem[];
  readonly warnings: readonly SheetProblem[];
}

/** Places what was found in the parameters of a job, and in its sheet, by row and column. */
export function placed(checked: CheckedParams, { errors: ofForm }: ReadSheet): Omit<CheckedJob, 'params'> {
  const place = ({ field, message }: { field: string; message: string }): SheetProblem => {
    const [where, first = null, ...rest] = field.split('.');
    if (where !== 'sheet') return { row: null, column: first, message };
    if (first === null || !/^\d+$/.test(first)) return { row: null, column: first, message };
    return { row: Number(first), column: rest[0] ?? null, message };
  };
  const errors = checked.ok ? [] : checked.errors;
  // What is wrong with its form has row and column already.
  const ofRows = ofForm.length ? errors.filter(({ field }) => !field.startsWith('sheet')) : errors;
  return { errors: [...ofForm, ...ofRows.map(place)], warnings: checked.warnings.map(place) };
}
