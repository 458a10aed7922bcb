import type { FieldProblem } from '@reprise/contracts';

type Row = Readonly<Record<string, unknown>>;

/** Maximum number of other rows that are named in an error. */
const MOST_NAMED = 5;

/**
 * Returns an error for each row that repeats the values of another, at the first of the columns.
 * @param columns columns that must differ together; null for all
 * @param fieldOf returns the name of the field for a row, counted from 0, and a column
 */
export function repeatedRows(
  rows: readonly Row[],
  columns: readonly string[] | null,
  fieldOf: (index: number, column?: string) => string,
): FieldProblem[] {
  const byKey = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify(columns ? columns.map((column) => row[column]) : Object.entries(row).toSorted());
    byKey.set(key, [...(byKey.get(key) ?? []), index]);
  }
  return [...byKey.values()]
    .filter((indexes) => indexes.length > 1)
    .flatMap((indexes) =>
      indexes.map((index) => ({
        field: fieldOf(index, columns?.[0]),
        message: sentence(
          columns,
          indexes.filter((other) => other !== index),
        ),
      })),
    );
}

function sentence(columns: readonly string[] | null, others: readonly number[]): string {
  const numbers = others.slice(0, MOST_NAMED).map((index) => String(index + 1));
  const more = others.length > MOST_NAMED ? ` and ${String(others.length - MOST_NAMED)} more` : '';
  const where = `in row${others.length === 1 ? '' : 's'} ${numbers.join(', ')}${more}`;
  if (!columns) return `must be different in each row: the same is ${where}`;
  return columns.length === 1
    ? `must be different in each row: it is also ${where}`
    : `${columns.join(' and ')} must differ together in each row: the same are ${where}`;
}
