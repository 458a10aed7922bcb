import { criteria, type Evidence, type VariantClass } from '../criteria.ts';

/** Number of criteria by the strength with which they are applied. Source: Richards 2015, table 5. */
export interface CriterionCounts {
  readonly pvs: number;
  readonly ps: number;
  readonly pm: number;
  readonly pp: number;
  readonly ba: number;
  readonly bs: number;
  readonly bp: number;
}

/**
 * Counts evidence at its applied strength. The rules of 2015 have no moderate benign evidence, so it counts as strong.
 */
export function countsOf(evidence: readonly Evidence[]): CriterionCounts {
  const counts = { pvs: 0, ps: 0, pm: 0, pp: 0, ba: 0, bs: 0, bp: 0 };
  for (const { code, strength } of evidence) counts[columnOf(criteria[code].direction, strength)] += 1;
  return counts;
}

function columnOf(direction: 'pathogenic' | 'benign', strength: Evidence['strength']): keyof CriterionCounts {
  if (direction === 'pathogenic')
    return ({ supporting: 'pp', moderate: 'pm', strong: 'ps', very_strong: 'pvs', stand_alone: 'pvs' } as const)[
      strength
    ];
  return ({ supporting: 'bp', moderate: 'bs', strong: 'bs', very_strong: 'bs', stand_alone: 'ba' } as const)[strength];
}

/**
 * Classifies by the combining rules. With conflicting evidence, the variant remains uncertain, except that BA1 takes
 * precedence over evidence that is less than likely pathogenic. Source: Richards 2015, table 5 and its text.
 */
export function classifyByRules(counts: CriterionCounts): VariantClass {
  const { pvs, ps, pm, pp, ba, bs, bp } = counts;
  const pathogenic = pathogenicSide(counts);
  if (pathogenic && benignSide(counts)) return 'uncertain';
  if (ba > 0) return 'benign';
  if (pvs + ps + pm + pp > 0 && bs + bp > 0) return 'uncertain';
  return pathogenic ?? benignSide(counts) ?? 'uncertain';
}

function pathogenicSide({ pvs, ps, pm, pp }: CriterionCounts): VariantClass | null {
  const isPathogenic =
    (pvs >= 1 && (ps >= 1 || pm >= 2 || (pm === 1 && pp >= 1) || pp >= 2)) ||
    ps >= 2 ||
    (ps === 1 && (pm >= 3 || (pm === 2 && pp >= 2) || (pm === 1 && pp >= 4)));
  if (isPathogenic) return 'pathogenic';
  const isLikely =
    (pvs >= 1 && pm === 1) ||
    (ps === 1 && (pm >= 1 || pp >= 2)) ||
    pm >= 3 ||
    (pm === 2 && pp >= 2) ||
    (pm === 1 && pp >= 4);
  return isLikely ? 'likely_pathogenic' : null;
}

function benignSide({ ba, bs, bp }: CriterionCounts): VariantClass | null {
  if (ba >= 1 || bs >= 2) return 'benign';
  return (bs === 1 && bp >= 1) || bp >= 2 ? 'likely_benign' : null;
}
