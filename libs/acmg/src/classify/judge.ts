import { criteria, type Assessment, type CriterionCode, type Strength } from '../criteria.ts';

/** A person's judgement on a criterion. */
export interface Judgement {
  readonly code: string;
  readonly state: Assessment['state'];
  /** That of Richards 2015, unless given. Counts only for what is met. */
  readonly strength?: Strength | undefined;
  readonly note: string;
}

/** A criterion as it is applied: by data, or by a person with a note. `reason` is what data say in both cases. */
export type Judged = Assessment & { readonly source: 'data' | 'reviewer'; readonly note: string | null };

/** Puts judgements in the place of what data say. Judgements on unknown criteria change nothing: see `judgementProblem`. */
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

/** Strengths with which a criterion may be applied. Stand-alone is BA1's, and BA1 has no other: Richards 2015, table 5. */
export const strengthsOf = (code: CriterionCode): readonly Strength[] =>
  code === 'BA1' ? ['stand_alone'] : ['supporting', 'moderate', 'strong', 'very_strong'];

/** Reason why a judgement cannot be applied, for people; null where it can. */
export function judgementProblem({ code, state, strength }: Judgement): string | null {
  if (!isCriterion(code)) return `there is no criterion ${code}`;
  if (strength === undefined) return null;
  if (state !== 'met') return `${code} is not met, so it has no strength`;
  return strengthsOf(code).includes(strength) ? null : `${code} cannot be applied as ${strength.replace('_', ' ')}`;
}

const isCriterion = (code: string): code is CriterionCode => Object.hasOwn(criteria, code);
