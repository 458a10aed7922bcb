import { stringify } from 'csv-stringify/sync';
import type { Params, SheetProblem } from '@reprise/contracts';
import type { CheckedParams, ReadSheet, Sheet } from '@reprise/pipelines';

/** Returns a sheet as the text of a file. */
export const textOf = ({ columns, rows }: Sheet): string => stringify([columns, ...rows] as string[][]);

/** Parameters of the single job for a whole sheet, with their issues and those of the rows. */
export interface CheckedJob {
  readonly params: Params;
  readonly errors: readonly SheetProblem[];
  readonly warnings: readonly SheetProblem[];
}

/** Assigns the findings about a job's parameters and its sheet to rows and columns. */
export function placed(checked: CheckedParams, { errors: ofForm }: ReadSheet): Omit<CheckedJob, 'params'> {
  const place = ({ field, message }: { field: string; message: string }): SheetProblem => {
    const [where, first = null, ...rest] = field.split('.');
    if (where !== 'sheet') return { row: null, column: first, message };
    if (first === null || !/^\d+$/.test(first)) return { row: null, column: first, message };
    return { row: Number(first), column: rest[0] ?? null, message };
  };
  const errors = checked.ok ? [] : checked.errors;
  // Format errors already have a row and a column.
  const ofRows = ofForm.length ? errors.filter(({ field }) => !field.startsWith('sheet')) : errors;
  return { errors: [...ofForm, ...ofRows.map(place)], warnings: checked.warnings.map(place) };
}
