import type { VARIANT_SORTS } from '../../contract/index.ts';

type Sort = (typeof VARIANT_SORTS)[number];

/** A column of the table of variants. */
export interface VariantColumn {
  readonly key: string;
  readonly word: string;
  /** In pixels. Columns without a width share the remaining space, with at least `LEAST_WIDTH` each. */
  readonly width?: number;
  readonly sort?: Sort;
  readonly isNumber?: true;
  /** Set if it cannot be hidden. */
  readonly fixed?: true;
}

export const VARIANT_COLUMNS = [
  { key: 'position', word: 'Position', width: 124, sort: 'position', fixed: true },
  { key: 'gene', word: 'Gene', width: 58, sort: 'gene' },
  { key: 'change', word: 'Change', sort: 'consequence' },
  { key: 'class', word: 'Class', sort: 'class' },
  { key: 'transcript', word: 'Transcript', width: 160 },
  { key: 'depth', word: 'Depth', width: 56, sort: 'depth', isNumber: true },
  { key: 'alt_depth', word: 'Alt depth', width: 84, isNumber: true },
  { key: 'quality', word: 'Quality', width: 66, sort: 'quality', isNumber: true },
  { key: 'genotype', word: 'Genotype', width: 76 },
] as const satisfies readonly VariantColumn[];
/** Minimum width in pixels of a column without a width. */
export const LEAST_WIDTH = 116;
export type VariantColumnKey = (typeof VARIANT_COLUMNS)[number]['key'];

const USUAL: readonly VariantColumnKey[] = ['position', 'gene', 'change', 'class', 'depth', 'quality', 'genotype'];

/** Returns the columns in the address, or those saved in this browser, or the default ones, in the table's order. */
export function columnsOf(named: string, remembered: readonly string[] | null): VariantColumnKey[] {
  const wanted: readonly string[] = named ? named.split(',') : (remembered ?? USUAL);
  return VARIANT_COLUMNS.filter((column) => 'fixed' in column || wanted.includes(column.key)).map(({ key }) => key);
}

/** Returns the columns with the given one added or removed. */
export const withToggled = (shown: readonly VariantColumnKey[], key: VariantColumnKey): VariantColumnKey[] =>
  columnsOf((shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key]).join(','), null);

/** Whether the table can be sorted by a column. */
export const isSort = (given: string | undefined): given is Sort =>
  VARIANT_COLUMNS.some((column) => 'sort' in column && column.sort === given);
export type VariantSort = Sort;
