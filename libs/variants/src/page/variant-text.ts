import type { AssessmentView, VariantDetail, VariantView } from '../contract/index.ts';
import { utc } from '@reprise/web/shared/format.ts';
import { classWord } from '@reprise/web/shared/history/class-text.ts';

export const STRENGTH_WORDS: Record<NonNullable<AssessmentView['strength']>, string> = {
  supporting: 'Supporting',
  moderate: 'Moderate',
  strong: 'Strong',
  very_strong: 'Very strong',
  stand_alone: 'Stand-alone',
};

/** "7 points", with the range of its class. */
export function pointsText({ points, class_by_points }: Pick<VariantDetail, 'points' | 'class_by_points'>): string {
  const ranges: Record<VariantDetail['class_by_points'], string> = {
    benign: '-7 or less is benign',
    likely_benign: '-6 to -1 is likely benign',
    uncertain: '0 to 5 is uncertain',
    likely_pathogenic: '6 to 9 is likely pathogenic',
    pathogenic: '10 or more is pathogenic',
  };
  return `${String(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}: ${ranges[class_by_points]}`;
}

/** State of a criterion; if it is met, its strength. */
export function stateWord({ state, strength }: Pick<AssessmentView, 'state' | 'strength'>): string {
  if (state === 'met') return strength ? STRENGTH_WORDS[strength] : 'Met';
  return state === 'not_met' ? 'Not met' : 'Not assessed';
}

/** Class of a row: its own class and its author, or the class in another job; null if there is neither. */
export function classOf({ classified, classified_elsewhere: other }: VariantView) {
  const given = classified ?? other;
  if (!given) return null;
  const isOutdated = !!classified && !!other && other.seq > classified.seq && other.class !== classified.class;
  const elsewhere = other?.sample_name ? `another job of ${other.sample_name}` : 'another job';
  const says = isOutdated ? `${elsewhere}: ${classWord(other.class).toLowerCase()}` : `in ${elsewhere}`;
  const by = classified && !isOutdated ? given.by : null;
  return { word: classWord(given.class), by, says, isElsewhere: !classified, isOutdated };
}

/**
 * "PAT-0398 has a newer class: pathogenic, of 2026-11-24 14:03:21 UTC. Look at this one again."; empty if there is
 * none.
 */
export function newerClassText({ classified_elsewhere: other }: Pick<VariantView, 'classified_elsewhere'>): string {
  if (!other) return '';
  const word = classWord(other.class).toLowerCase();
  return `${other.sample_name ?? 'Another job'} has a newer class: ${word}, of ${utc(other.at)}. Look at this one again.`;
}

/** "stop gained", or "no consequence in a gene". */
export const consequenceText = ({ consequence }: Pick<VariantView, 'consequence'>): string =>
  consequence?.replaceAll('_', ' ').replaceAll('&', ', ') ?? 'no consequence in a gene';

/** "PRNP p.Tyr145Ter", or the known part of it. */
export const variantName = ({ gene, protein, coding, chrom, pos, ref, alt }: VariantView): string =>
  [gene, protein ?? coding].filter(Boolean).join(' ') || `${chrom}:${String(pos)} ${ref}>${alt}`;

/** "20:4680301 T>G". Long alleles are truncated. */
export const placeText = ({ chrom, pos, ref, alt }: VariantView): string =>
  `${chrom}:${String(pos)} ${cut(ref)}>${cut(alt)}`;

const cut = (allele: string): string => (allele.length > 12 ? `${allele.slice(0, 10)}…` : allele);

/** Region of the genome browser around a variant. */
export const locusOf = ({ chrom, pos, ref }: VariantView): string =>
  `${chrom}:${String(Math.max(1, pos - 40))}-${String(pos + ref.length + 40)}`;
