import type { VARIANT_SORTS } from '@reprise/contracts';

type Sort = (typeof VARIANT_SORTS)[number];

/** A column of the table of variants. */
export interface VariantColumn {
  readonly key: string;
  readonly word: string;
  readonly sort?: Sort;
  readonly isNumber?: true;
  /** It cannot be hidden. */
  readonly fixed?: true;
}

export const VARIANT_COLUMNS = [
  { key: 'position', word: 'Position', sort: 'position', fixed: true },
  { key: 'gene', word: 'Gene', sort: 'gene' },
  { key: 'change', word: 'Change', sort: 'consequence' },
  { key: 'class', word: 'Class', sort: 'class' },
  { key: 'transcript', word: 'Transcript' },
  { key: 'depth', word: 'Depth', sort: 'depth', isNumber: true },
  { key: 'alt_depth', word: 'Alt depth', isNumber: true },
  { key: 'quality', word: 'Quality', sort: 'quality', isNumber: true },
  { key: 'genotype', word: 'Genotype' },
] as const satisfies readonly VariantColumn[];
export type VariantColumnKey = (typeof VARIANT_COLUMNS)[number]['key'];

const USUAL: readonly VariantColumnKey[] = ['position', 'gene', 'change', 'class', 'depth', 'quality', 'genotype'];

/** Returns the columns that the address names, or this browser remembers, or the usual ones; in the table's order. */
export function columnsOf(named: string, remembered: readonly string[] | null): VariantColumnKey[] {
  const wanted: readonly string[] = named ? named.split(',') : (remembered ?? USUAL);
  return VARIANT_COLUMNS.filter((column) => 'fixed' in column || wanted.includes(column.key)).map(({ key }) => key);
}

/** Returns the columns with one more, or one less. */
export const withToggled = (shown: readonly VariantColumnKey[], key: VariantColumnKey): VariantColumnKey[] =>
  columnsOf((shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key]).join(','), null);

/** Whether a name is one that the table can be sorted by. */
export const isSort = (given: string | undefined): given is Sort =>
  VARIANT_COLUMNS.some((column) => 'sort' in column && column.sort === given);
export type VariantSort = Sort;
