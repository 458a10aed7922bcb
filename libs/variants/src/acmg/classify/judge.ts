import { criteria, type Assessment, type CriterionCode, type Strength } from '../criteria.ts';

/** A person's judgement on a criterion. */
export interface Judgement {
  readonly code: string;
  readonly state: Assessment['state'];
  /** Default: the strength of Richards 2015. Only for criteria that are met. */
  readonly strength?: Strength | undefined;
  readonly note: string;
}

/** A criterion as applied: by data, or by a person with a note. In both cases, `reason` is the result of the data. */
export type Judged = Assessment & { readonly source: 'data' | 'reviewer'; readonly note: string | null };

/** Replaces results of data with judgements. Ignores judgements on unknown criteria; see `judgementProblem`. */
export function judge(assessments: readonly Assessment[], judgements: readonly Judgement[]): Judged[] {
  const byCode = new Map(judgements.map((each) => [each.code, each]));
  return assessments.map((assessment): Judged => {
    const judgement = byCode.get(assessment.code);
    if (!judgement) return { ...assessment, source: 'data', note: null };
    const { state, note, strength = criteria[assessment.code].strength } = judgement;
    const applied = { code: assessment.code, reason: assessment.reason, source: 'reviewer', note } as const;
    return state === 'met' ? { ...applied, state, strength } : { ...applied, state };
  });
}

/**
 * Strengths with which a criterion may be applied. Stand-alone is reserved for BA1, and is its only strength: Richards
 * 2015, table 5.
 */
export const strengthsOf = (code: CriterionCode): readonly Strength[] =>
  code === 'BA1' ? ['stand_alone'] : ['supporting', 'moderate', 'strong', 'very_strong'];

/** Why a judgement cannot be applied, for people; null if it can. */
export function judgementProblem({ code, state, strength }: Judgement): string | null {
  if (!isCriterion(code)) return `there is no criterion ${code}`;
  if (strength === undefined) return null;
  if (state !== 'met') return `${code} is not met, so it has no strength`;
  return strengthsOf(code).includes(strength) ? null : `${code} cannot be applied as ${strength.replace('_', ' ')}`;
}

const isCriterion = (code: string): code is CriterionCode => Object.hasOwn(criteria, code);
