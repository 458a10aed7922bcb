import type { VariantFilters } from '../../contract/index.ts';
import type { VariantRow } from './read-table.ts';

type Sort = Exclude<VariantFilters['sort'], 'class'>;
type Order = VariantFilters['order'];

const sequences = new Intl.Collator('en', { numeric: true });
const words = new Intl.Collator('en');

/**
 * Rows of a table in every requested order. Each order is computed once. Comparing strings 100,000 times takes seconds,
 * so strings are ranked first.
 */
export class OrderedRows {
  readonly #orders = new Map<string, readonly VariantRow[]>();

  constructor(rows: readonly VariantRow[]) {
    const rank = ranks(rows, ({ chrom }) => chrom, sequences);
    const byPosition = sortedBy(rows, ({ pos }) => pos);
    this.#orders.set('position asc', sortedBy(byPosition, rank));
  }

  get byPosition(): readonly VariantRow[] {
    return this.in('position', 'asc');
  }

  /** Returns all rows in an order. Equal rows are ordered by position. */
  in(sort: Sort, order: Order): readonly VariantRow[] {
    const name = `${sort} ${order}`;
    const known = this.#orders.get(name);
    if (known) return known;
    const rows = this.#make(sort, order);
    this.#orders.set(name, rows);
    return rows;
  }

  #make(sort: Sort, order: Order): readonly VariantRow[] {
    const { byPosition } = this;
    if (sort === 'position') return byPosition.toReversed();
    const key = keyOf(sort, byPosition);
    return sortedBy(byPosition, order === 'desc' ? (row) => -key(row) : key);
  }
}

/** Sorts by a number that is computed once per row. Stable: equal rows keep their order. */
const sortedBy = (rows: readonly VariantRow[], keyOfRow: (row: VariantRow) => number): VariantRow[] =>
  rows
    .map((row) => ({ row, key: keyOfRow(row) }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);

function keyOf(sort: Exclude<Sort, 'position'>, rows: readonly VariantRow[]): (row: VariantRow) => number {
  if (sort === 'depth') return ({ depth }) => depth ?? -1;
  if (sort === 'quality') return ({ quality }) => quality ?? -1;
  return ranks(rows, ({ consequence }) => (sort === 'gene' ? consequence?.gene : consequence?.terms[0]) ?? '', words);
}

/** Returns the rank of a row's string among all strings. */
function ranks(
  rows: readonly VariantRow[],
  textOf: (row: VariantRow) => string,
  { compare }: Intl.Collator,
): (row: VariantRow) => number {
  const texts = [...new Set(rows.map(textOf))].sort(compare);
  const places = new Map(texts.map((text, place) => [text, place]));
  return (row) => places.get(textOf(row))!;
}
