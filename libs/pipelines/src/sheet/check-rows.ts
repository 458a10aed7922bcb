import type { FieldProblem } from '@reprise/contracts';
import { expectedBy } from '../paths/expected-path.ts';
import type { PathChecker } from '../paths/path-checker.ts';
import { evaluateSchema, SlowPatternError } from '../schema/schema-evaluator.ts';
import { cellValue } from './cell-value.ts';
import type { Sheet } from './read-sheet.ts';
import { repeatedRows } from './repeated-rows.ts';
import type { RowSchema } from './row-schema.ts';

export interface SheetFindings {
  /** Errors whose fields are `sheet.<row>.<column>`, with rows counted from 1 below the header. */
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Validates the rows of a samplesheet as nf-schema does. Empty cells count as unset. `paths` checks paths. */
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
    warnings: unknown.map((column) => ({
      field: `sheet.${column}`,
      message: 'is not a column that this pipeline reads',
    })),
  };
}

async function bySchema({ rules }: RowSchema, rows: readonly Record<string, unknown>[]): Promise<FieldProblem[]> {
  try {
    // The evaluator accepts any value, although its type only allows parameters.
    const [found = []] = await evaluateSchema(rules, [rows as unknown as Record<string, unknown>]);
    return found.flatMap(({ field, message, keyword }) => {
      const repeated = repeatedBy(keyword, rules, rows);
      if (repeated.length > 0) return repeated;
      const [, row, column] = field.split('.');
      if (row === undefined || !/^\d+$/.test(row)) return [{ field: 'sheet', message }];
      const isUnknown = keyword === 'additionalProperties';
      return [
        {
          field: fieldOf(Number(row), column),
          message: isUnknown ? 'is not a column that this pipeline takes' : message,
        },
      ];
    });
  } catch (error) {
    if (!(error instanceof SlowPatternError)) throw error;
    return [
      { field: 'sheet', message: `could not be checked: the pattern ${error.pattern} takes too long on its values` },
    ];
  }
}

/** Returns the errors of a uniqueness rule: `uniqueItems`, or nf-schema's `uniqueEntries` with its columns. */
function repeatedBy(keyword: string, rules: RowSchema['rules'], rows: readonly Record<string, unknown>[]) {
  if (keyword === 'uniqueItems') return repeatedRows(rows, null, fieldOf);
  const columns = keyword === 'uniqueEntries' ? rules['uniqueEntries'] : null;
  return Array.isArray(columns) ? repeatedRows(rows, columns.map(String), fieldOf) : [];
}

const fieldOf = (index: number, column?: string) =>
  ['sheet', String(index + 1), ...(column === undefined ? [] : [column])].join('.');
