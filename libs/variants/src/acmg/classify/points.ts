import { criteria, type Evidence, type Strength, type VariantClass } from '../criteria.ts';

/**
 * Points of evidence. Source: Tavtigian 2020 (doi:10.1002/humu.24088), table 2. Stand-alone evidence alone leads to
 * benign.
 */
const POINTS: Record<Strength, number> = { supporting: 1, moderate: 2, strong: 4, very_strong: 8, stand_alone: 8 };

export interface Points {
  /** Sum, in which benign evidence is negative. */
  readonly points: number;
  readonly class: VariantClass;
}

/** Classifies by points, as ClinGen does. Source: Tavtigian 2020: P >= 10, LP 6 to 9, VUS 0 to 5, LB -1 to -6, B <= -7. */
export function classifyByPoints(evidence: readonly Evidence[]): Points {
  const points = evidence.reduce((sum, { code, strength }) => sum + signOf(code) * POINTS[strength], 0);
  return { points, class: classOf(points) };
}

const signOf = (code: Evidence['code']) => (criteria[code].direction === 'pathogenic' ? 1 : -1);

function classOf(points: number): VariantClass {
  if (points >= 10) return 'pathogenic';
  if (points >= 6) return 'likely_pathogenic';
  if (points >= 0) return 'uncertain';
  return points >= -6 ? 'likely_benign' : 'benign';
}
