import type { AssessmentView, VariantDetail, VariantView } from '@reprise/contracts';
import type { IconName } from '../../shared/icons.ts';

const STRENGTH: Record<NonNullable<AssessmentView['strength']>, string> = {
  supporting: 'Supporting',
  moderate: 'Moderate',
  strong: 'Strong',
  very_strong: 'Very strong',
  stand_alone: 'Stand-alone',
};

/** "7 points", with the range of its class. */
export function pointsWords({ points, class_by_points }: Pick<VariantDetail, 'points' | 'class_by_points'>): string {
  const ranges: Record<VariantDetail['class_by_points'], string> = {
    benign: '-7 or less is benign',
    likely_benign: '-6 to -1 is likely benign',
    uncertain: '0 to 5 is uncertain',
    likely_pathogenic: '6 to 9 is likely pathogenic',
    pathogenic: '10 or more is pathogenic',
  };
  return `${String(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}: ${ranges[class_by_points]}`;
}

/** State of a criterion: its word and icon, and the key of its colour. */
export function stateLook({ state, strength }: AssessmentView): { word: string; icon: IconName; key: string } {
  if (state === 'met') return { word: strength ? STRENGTH[strength] : 'Met', icon: 'circle-check', key: 'completed' };
  if (state === 'not_met') return { word: 'Not met', icon: 'circle-minus', key: 'pending' };
  return { word: 'Not assessed', icon: 'circle-dashed', key: 'pending' };
}

/** "stop gained", or "no consequence in a gene". */
export const consequenceWords = ({ consequence }: Pick<VariantView, 'consequence'>): string =>
  consequence?.replaceAll('_', ' ').replaceAll('&', ', ') ?? 'no consequence in a gene';

/** "PRNP p.Tyr145Ter", or as much of it as is known. */
export const variantName = ({ gene, protein, coding, chrom, pos, ref, alt }: VariantView): string =>
  [gene, protein ?? coding].filter(Boolean).join(' ') || `${chrom}:${String(pos)} ${ref}>${alt}`;

/** "20:4680301 T>G"; long alleles are cut. */
export const placeWords = ({ chrom, pos, ref, alt }: VariantView): string =>
  `${chrom}:${String(pos)} ${cut(ref)}>${cut(alt)}`;

const cut = (allele: string): string => (allele.length > 12 ? `${allele.slice(0, 10)}…` : allele);

/** Region of the genome browser around a variant. */
export const locusOf = ({ chrom, pos, ref }: VariantView): string =>
  `${chrom}:${String(Math.max(1, pos - 40))}-${String(pos + ref.length + 40)}`;
