import { Component, computed, input, output } from '@angular/core';
import { criteria, strengthsOf, type CriterionCode, type Judged } from '../../acmg/index.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { STRENGTH_WORDS } from '../variant-text.ts';
import { appliedAs, type AppliedAs } from './draft.ts';

/** A criterion of ACMG/AMP: the result of the data, and the reviewer's judgement. */
@Component({
  selector: 'rp-criterion-row',
  imports: [Icon],
  templateUrl: './criterion-row.html',
  styleUrl: './criterion-row.css',
})
export class CriterionRow {
  readonly criterion = input.required<Judged>();
  readonly applied = output<AppliedAs>();
  readonly unticked = output();
  readonly noted = output<string>();
  /** Emits when the judgement is removed. */
  readonly takenBack = output();
  protected readonly code = computed(() => this.criterion().code);
  protected readonly says = computed(() => criteria[this.code()].says);
  protected readonly value = computed(() => appliedAs(this.criterion()));
  protected readonly isJudged = computed(() => this.criterion().source === 'reviewer');
  protected readonly choices = computed(() => choicesOf(this.code()));

  protected tick(met: boolean): void {
    if (met) this.applied.emit(criteria[this.code()].strength);
    else this.unticked.emit();
  }
}

const choicesOf = (code: CriterionCode): { readonly value: AppliedAs; readonly word: string }[] => [
  { value: 'not_assessed', word: 'Not assessed' },
  { value: 'not_met', word: 'Not met' },
  ...strengthsOf(code).map((value) => ({ value, word: STRENGTH_WORDS[value] })),
];
