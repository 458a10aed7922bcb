import type { FieldProblem } from '@reprise/contracts';
import { expectedBy } from '../paths/expected-path.ts';
import type { PathChecker } from '../paths/path-checker.ts';
import { evaluateSchema, SlowPatternError } from '../schema/schema-evaluator.ts';
import { cellValue } from './cell-value.ts';
import type { Sheet } from './read-sheet.ts';
import type { RowSchema } from './row-schema.ts';

export interface SheetFindings {
  /** Fields are `sheet.<row>.<column>`, with rows that count from 1 below the header. */
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Checks the rows of a samplesheet as nf-schema does; an empty cell counts as not given. Paths are checked by `paths`. */
export async function checkRows(schema: RowSchema, sheet: Sheet, paths: PathChecker): Promise<SheetFindings> {
  const rows = sheet.rows.map((cells) =>
    Object.fromEntries(
      sheet.columns.flatMap((column, at) => {
        const text = cells[at] ?? '';
        return text === '' || column === '' ? [] : [[column, cellValue(text, schema.columns[column])] as const];
      }),
    ),
  );
  const errors = await bySchema(schema, rows);
  const wrong = new Set(errors.map(({ field }) => field));
  for (const [index, row] of rows.entries())
    for (const [column, value] of Object.entries(row)) {
      const field = fieldOf(index, column);
      if (!wrong.has(field)) await paths.check(field, value, expectedBy(schema.columns[column]), false);
    }
  const unknown = [...new Set(sheet.columns)].filter((column) => column !== '' && !(column in schema.columns));
  return {
    errors,
    warnings: unknown.map((column) => ({ field: `sheet.${column}`, message: 'is no column that this pipeline reads' })),
  };
}

async function bySchema({ rules }: RowSchema, rows: readonly object[]): Promise<FieldProblem[]> {
  try {
    // The evaluator checks any value; its type is that of parameters.
    const [found = []] = await evaluateSchema(rules, [rows as unknown as Record<string, unknown>]);
    return found.map(({ field, message, keyword }) => {
      const [, row, column] = field.split('.');
      const sentence = keyword.startsWith('unique') ? 'must be different in each row' : message;
      if (row === undefined || !/^\d+$/.test(row)) return { field: 'sheet', message: sentence };
      return {
        field: fieldOf(Number(row), column),
        message: keyword === 'additionalProperties' ? 'is no column that this pipeline takes' : sentence,
      };
    });
  } catch (error) {
    if (!(error instanceof SlowPatternError)) throw error;
    return [
      { field: 'sheet', message: `could not be checked: the pattern ${error.pattern} takes too long on its values` },
    ];
  }
}

const fieldOf = (index: number, column?: string) =>
  ['sheet', String(index + 1), ...(column === undefined ? [] : [column])].join('.');
