import { pathsIn, type InputPath } from '../paths/input-paths.ts';
import { expectedBy } from '../paths/expected-path.ts';
import type { Pipeline } from '../pipeline.ts';
import { cellValue } from './cell-value.ts';
import { readSheet } from './read-sheet.ts';
import { readRowSchema } from './row-schema.ts';

/** Samplesheet of a job, from its submission. */
export interface JobSheet {
  readonly param: string;
  readonly text: string;
}

/** Returns the input paths in the cells of a job's samplesheet, by the rules of their validation. */
export function sheetPaths(pipeline: Pipeline, { param, text }: JobSheet): InputPath[] {
  const schema = readRowSchema(pipeline, param);
  const columns = 'problem' in schema ? {} : schema.columns;
  const sheet = readSheet(text);
  return sheet.rows.flatMap((cells) =>
    sheet.columns.flatMap((column, at) => {
      const value = cellValue(cells[at] ?? '', columns[column]);
      return pathsIn(value, expectedBy(columns[column]), false).map((found) => ({ ...found, trusted: false }));
    }),
  );
}
