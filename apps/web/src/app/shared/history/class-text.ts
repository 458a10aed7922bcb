import type { AssessedVariant, VariantClass } from '@reprise/contracts';

const CLASS: Record<VariantClass, string> = {
  benign: 'Benign',
  likely_benign: 'Likely benign',
  uncertain: 'Uncertain significance',
  likely_pathogenic: 'Likely pathogenic',
  pathogenic: 'Pathogenic',
};

/** Classes, from benign to pathogenic. */
export const VARIANT_CLASSES = Object.keys(CLASS) as VariantClass[];

export const classWord = (given: VariantClass): string => CLASS[given];

/** "PRNP p.Glu200Lys", or the known part of it. */
export const nameOfVariant = ({
  gene,
  protein,
  coding,
  variant,
}: Pick<AssessedVariant, 'gene' | 'protein' | 'coding' | 'variant'>): string =>
  [gene, protein ?? coding].filter(Boolean).join(' ') ||
  `${variant.chrom}:${String(variant.pos)} ${variant.ref}>${variant.alt}`;
