import type { VariantFilters } from '../../contract/index.ts';
import type { ClassesOfTable } from './classes-of-table.ts';
import type { OrderedRows } from './ordered-rows.ts';
import type { VariantRow } from './read-table.ts';

const REGION = /^([^\s:]+):([\d,]+)(?:-([\d,]+))?$/;

/** Returns the rows that pass all filters, in the requested order. Equal rows are ordered by position. */
export function chooseRows(
  rows: OrderedRows,
  filters: Omit<VariantFilters, 'limit' | 'cursor'>,
  classes: ClassesOfTable,
): readonly VariantRow[] {
  const { sort, order } = filters;
  const all = sort === 'class' ? byClass(rows.byPosition, order, classes) : rows.in(sort, order);
  const passes = [...placeFilter(filters.q), ...valueFilters(filters), ...classFilter(filters.class, classes)];
  return passes.length === 0 ? all : all.filter((row) => passes.every((pass) => pass(row)));
}

/** Few rows have a class, so they are moved to the beginning or the end instead of sorting all rows. */
function byClass(rows: readonly VariantRow[], order: VariantFilters['order'], { rankOf }: ClassesOfTable) {
  const [classified, others]: [VariantRow[], VariantRow[]] = [[], []];
  for (const row of rows) (rankOf(row) === -1 ? others : classified).push(row);
  const sign = order === 'desc' ? -1 : 1;
  classified.sort((a, b) => sign * (rankOf(a) - rankOf(b)));
  return order === 'desc' ? [...classified, ...others] : [...others, ...classified];
}

type Pass = (row: VariantRow) => boolean;

function placeFilter(q: string | undefined): Pass[] {
  if (!q) return [];
  const [, chrom, from, to] = REGION.exec(q.trim()) ?? [];
  if (chrom && from) {
    const [start, end] = [positionIn(from), positionIn(to ?? from)];
    const name = nameOf(chrom);
    return [(row) => nameOf(row.chrom) === name && row.pos >= start && row.pos <= end];
  }
  const name = q.trim().toUpperCase();
  return [({ consequence }) => consequence?.gene.toUpperCase().startsWith(name) ?? false];
}

/** Name of a chromosome without the prefix `chr`, which some references and IGV use. */
const nameOf = (chrom: string): string => chrom.replace(/^chr/i, '').toUpperCase();

const positionIn = (text: string): number => Number(text.replaceAll(',', ''));

function valueFilters({
  consequence,
  genotype,
  min_depth,
  min_quality,
}: Omit<VariantFilters, 'limit' | 'cursor'>): Pass[] {
  return [
    ...(consequence ? [(row: VariantRow) => row.consequence?.terms.includes(consequence) ?? false] : []),
    ...(genotype ? [(row: VariantRow) => zygosityOf(row.genotype) === genotype] : []),
    ...(min_depth === undefined ? [] : [(row: VariantRow) => (row.depth ?? 0) >= min_depth]),
    ...(min_quality === undefined ? [] : [(row: VariantRow) => (row.quality ?? 0) >= min_quality]),
  ];
}

function classFilter(wanted: VariantFilters['class'], { of, isOutdated }: ClassesOfTable): Pass[] {
  if (wanted === undefined) return [];
  if (wanted === 'any') return [(row) => of(row) !== null];
  if (wanted === 'none') return [(row) => of(row) === null];
  return [wanted === 'outdated' ? isOutdated : (row) => of(row)?.class === wanted];
}

/** `hom` if all alleles are the same alternative allele, `het` if they differ. */
function zygosityOf(genotype: string): 'het' | 'hom' | null {
  const alleles = genotype.split(/[/|]/);
  if (alleles.includes('.') || alleles.every((allele) => allele === '0')) return null;
  return new Set(alleles).size === 1 ? 'hom' : 'het';
}
