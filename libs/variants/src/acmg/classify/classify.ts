import type { Assessment, Evidence, VariantClass } from '../criteria.ts';
import { classifyByPoints } from './points.ts';
import { classifyByRules, countsOf, type CriterionCounts } from './rules-2015.ts';

/** Result of both schemes. */
export interface Classification {
  readonly points: number;
  readonly by_points: VariantClass;
  readonly by_rules: VariantClass;
  readonly counts: CriterionCounts;
  /** Whether both schemes lead to the same class. */
  readonly agree: boolean;
}

/** Classifies by the criteria that are met. */
export function classify(assessments: readonly Assessment[]): Classification {
  const evidence = assessments.flatMap((each): Evidence[] =>
    each.state === 'met' ? [{ code: each.code, strength: each.strength }] : [],
  );
  const { points, class: by_points } = classifyByPoints(evidence);
  const counts = countsOf(evidence);
  const by_rules = classifyByRules(counts);
  return { points, by_points, by_rules, counts, agree: by_points === by_rules };
}
