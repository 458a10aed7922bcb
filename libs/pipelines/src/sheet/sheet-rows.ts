import type { Params, SheetProblem } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { cellValue } from './cell-value.ts';
import type { Sheet } from './read-sheet.ts';

/** Columns with the sample name. */
const SAMPLE = ['sample', 'sample_name', 'sample_id'];

/** One row as a job: its sample, and the parameters of its cells. */
export interface SheetRow {
  readonly row: number;
  readonly sample_name: string;
  readonly params: Params;
}

/** Rows of a sheet whose columns are `sample` and names of parameters, and errors of the header. */
export interface SheetRows {
  readonly sampleColumn: string | null;
  readonly rows: readonly SheetRow[];
  readonly errors: readonly SheetProblem[];
}

/** Converts each row of a sheet to a job's parameters. Empty cells are omitted. */
export function sheetRows(pipeline: Pipeline, { columns, rows }: Sheet): SheetRows {
  const { schema, params } = pipeline;
  const known = parameterNames(pipeline);
  const sampleColumn =
    columns.find((column) => SAMPLE.includes(column) && !(schema && column in schema.properties)) ??
    columns.find((column) => SAMPLE.includes(column)) ??
    null;
  const errors: SheetProblem[] = [];
  if (columns.length > 0 && sampleColumn === null)
    errors.push({
      row: null,
      column: null,
      message: 'The sheet needs a column “sample” with the name of each sample.',
    });
  for (const column of new Set(columns))
    if (column !== '' && column !== sampleColumn && !known.has(column) && schema)
      errors.push({
        row: null,
        column,
        message: `is not a parameter of this pipeline; it has ${[...known].join(', ')}`,
      });
  return {
    sampleColumn,
    errors,
    rows: rows.map((cells, index) => ({
      row: index + 1,
      sample_name: sampleColumn === null ? '' : (cells[columns.indexOf(sampleColumn)] ?? ''),
      params: Object.fromEntries(
        columns.flatMap((column, at) => {
          const text = cells[at] ?? '';
          if (text === '' || column === sampleColumn || column === '') return [];
          return [[column, cellValue(text, schema?.properties[column], params[column])] as const];
        }),
      ),
    })),
  };
}

/** Returns the parameters that users may set. */
function parameterNames({ manifest, params, schema }: Pipeline): ReadonlySet<string> {
  const names = new Set([
    ...(manifest.input_param ? [manifest.input_param] : []),
    ...Object.keys(schema?.properties ?? {}),
    ...Object.keys(params),
  ]);
  if (manifest.output_param) names.delete(manifest.output_param);
  return names;
}
