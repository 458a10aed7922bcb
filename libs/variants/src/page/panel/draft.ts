import {
  classify,
  judge,
  judgementProblem,
  type Assessment,
  type Classification,
  type CriterionCode,
  type Judged,
  type Judgement,
  type Strength,
} from '../../acmg/index.ts';
import type { ClassifyBody, VariantClass } from '@reprise/contracts';
import { classWord } from '@reprise/web/shared/history/class-text.ts';
import type { AssessmentView, ClassificationView } from '../../contract/index.ts';

/** A classification that is not recorded yet. */
export interface Draft {
  readonly judgements: readonly Judgement[];
  readonly chosen: VariantClass | '';
  readonly reason: string;
}

/** Strength of a criterion that is met, or its state. */
export type AppliedAs = Strength | 'not_met' | 'not_assessed';

/** Classes that both schemes lead to, by the criteria of a draft. */
export type CalculatedClasses = Pick<Classification, 'by_rules' | 'by_points'>;

/** Returns a draft based on the last classification of the job: its judgements, with their notes. */
export function draftFrom(last: Pick<ClassificationView, 'criteria'> | undefined): Draft {
  const own = (last?.criteria ?? []).filter(({ source }) => source === 'reviewer');
  return {
    judgements: own.map(({ code, state, strength, note }) => ({
      code,
      state,
      note: note ?? '',
      ...(strength && { strength }),
    })),
    chosen: '',
    reason: '',
  };
}

/** Converts the assessments of the API to the form that `acmg` takes. */
const assessmentsOf = (views: readonly AssessmentView[]): Assessment[] =>
  views.map(({ state, strength, ...each }) => {
    const code = each.code as CriterionCode;
    return state === 'met' ? { ...each, code, state, strength: strength! } : { ...each, code, state: state };
  });

/** Criteria and classes with the judgements of a draft. */
export function withDraft(views: readonly AssessmentView[], { judgements }: Draft) {
  const criteria = judge(assessmentsOf(views), judgements);
  return { criteria, ...classify(criteria) };
}

export const appliedAs = (each: Assessment | Judged): AppliedAs => (each.state === 'met' ? each.strength : each.state);

/** Changes a criterion. Choosing the result of the data removes the judgement. */
export function applyAs(draft: Draft, data: AssessmentView, as: AppliedAs): Draft {
  const others = draft.judgements.filter(({ code }) => code !== data.code);
  const byData = data.state === 'met' ? data.strength : data.state;
  if (as === byData) return { ...draft, judgements: others };
  const note = draft.judgements.find(({ code }) => code === data.code)?.note ?? '';
  const judgement: Judgement =
    as === 'not_met' || as === 'not_assessed'
      ? { code: data.code, state: as, note }
      : { code: data.code, state: 'met', strength: as, note };
  return { ...draft, judgements: [...others, judgement] };
}

/** Removes a criterion. If the data do not meet it, their result applies again. */
export const untick = (draft: Draft, data: AssessmentView): Draft =>
  applyAs(draft, data, data.state === 'met' ? 'not_met' : data.state);

export const noteOf = (draft: Draft, code: string, note: string): Draft => ({
  ...draft,
  judgements: draft.judgements.map((each) => (each.code === code ? { ...each, note } : each)),
});

/** Why a draft cannot be recorded, and what to do. */
export function problemsOf({ judgements, chosen, reason }: Draft): string[] {
  const unexplained = judgements.filter(({ note }) => note.trim() === '').map(({ code }) => code);
  return [
    ...judgements.flatMap((each) => judgementProblem(each) ?? []),
    ...(unexplained.length > 0 ? [`Add a note to ${unexplained.join(', ')}: why it is judged so.`] : []),
    ...(chosen === '' ? ['Choose the final class.'] : []),
    ...(reason.trim() === '' ? ['Give a reason.'] : []),
  ];
}

/** How a class differs from those that both schemes lead to; empty if it is the class of both, or none is chosen. */
export function differenceText(chosen: Draft['chosen'], { by_rules, by_points }: CalculatedClasses): string {
  const others = [
    ...(by_rules === chosen ? [] : [`${classWord(by_rules)} (ACMG/AMP 2015)`]),
    ...(by_points === chosen ? [] : [`${classWord(by_points)} (points, 2020)`]),
  ];
  return chosen === '' || others.length === 0 ? '' : `This class differs from ${others.join(' and ')}.`;
}

export const isChanged = (draft: Draft, from: Draft): boolean => JSON.stringify(draft) !== JSON.stringify(from);

/** Returns the body of the command. */
export const classifyBody = (
  { judgements, chosen, reason }: Draft,
  table: Pick<ClassifyBody, 'variant' | 'attempt' | 'file'>,
): ClassifyBody => ({
  ...table,
  class: chosen as VariantClass,
  reason: reason.trim(),
  criteria: judgements.map(({ note, ...each }) => ({ ...each, note: note.trim() })) as ClassifyBody['criteria'],
});
