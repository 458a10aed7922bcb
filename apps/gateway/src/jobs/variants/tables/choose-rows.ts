import type { VariantFilters } from '@reprise/contracts';
import type { ClassesOfTable } from '../classify/classes-of-table.ts';
import type { VariantRow } from './read-table.ts';

const REGION = /^([^\s:]+):([\d,]+)(?:-([\d,]+))?$/;

/** Returns the rows that pass all filters, in the order that is asked for; equal ones by position. */
export function chooseRows(
  rows: readonly VariantRow[],
  filters: Omit<VariantFilters, 'limit' | 'cursor'>,
  classes: ClassesOfTable,
): VariantRow[] {
  const compare = filters.sort === 'class' ? byNumber(classes.rankOf) : ORDERS[filters.sort];
  const sign = filters.order === 'desc' ? -1 : 1;
  const passes = [placeFilter(filters.q), ...valueFilters(filters), classFilter(filters.class, classes)];
  return rows
    .filter((row) => passes.every((pass) => pass(row)))
    .sort((a, b) => sign * compare(a, b) || byPosition(a, b));
}

type Pass = (row: VariantRow) => boolean;

function placeFilter(q: string | undefined): Pass {
  if (!q) return () => true;
  const [, chrom, from, to] = REGION.exec(q.trim()) ?? [];
  if (chrom && from) {
    const [start, end] = [positionIn(from), positionIn(to ?? from)];
    return (row) => row.chrom === chrom && row.pos >= start && row.pos <= end;
  }
  const name = q.trim().toUpperCase();
  return ({ consequence }) => consequence?.gene.toUpperCase().startsWith(name) ?? false;
}

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

function classFilter(wanted: VariantFilters['class'], { of, isOutdated }: ClassesOfTable): Pass {
  if (wanted === undefined) return () => true;
  if (wanted === 'any') return (row) => of(row) !== null;
  if (wanted === 'none') return (row) => of(row) === null;
  return wanted === 'outdated' ? isOutdated : (row) => of(row)?.class === wanted;
}

/** `hom` where all alleles are the same alternative one, `het` where they differ. */
function zygosityOf(genotype: string): 'het' | 'hom' | null {
  const alleles = genotype.split(/[/|]/);
  if (alleles.includes('.') || alleles.every((allele) => allele === '0')) return null;
  return new Set(alleles).size === 1 ? 'hom' : 'het';
}

const byPosition = (a: VariantRow, b: VariantRow): number =>
  a.chrom.localeCompare(b.chrom, 'en', { numeric: true }) || a.pos - b.pos;
const byText = (text: (row: VariantRow) => string) => (a: VariantRow, b: VariantRow) =>
  text(a).localeCompare(text(b), 'en');
const byNumber = (value: (row: VariantRow) => number | null) => (a: VariantRow, b: VariantRow) =>
  (value(a) ?? -1) - (value(b) ?? -1);

const ORDERS: Record<Exclude<VariantFilters['sort'], 'class'>, (a: VariantRow, b: VariantRow) => number> = {
  position: byPosition,
  gene: byText(({ consequence }) => consequence?.gene ?? ''),
  consequence: byText(({ consequence }) => consequence?.terms[0] ?? ''),
  depth: byNumber(({ depth }) => depth),
  quality: byNumber(({ quality }) => quality),
};
