import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { criteria, type CriterionCode } from '@reprise/acmg';
import type { AssessmentView, VariantView } from '@reprise/contracts';
import { Api } from '../../core/api.ts';
import { Icon } from '../../shared/icon.ts';
import { classWord } from '../../shared/variants/class-words.ts';
import { locusOf, placeWords, pointsWords, stateLook, variantName } from './variant-words.ts';

type Shown = 'assessed' | 'met' | 'all';

/** One variant: its class by both schemes, and every criterion with the reason. */
@Component({
  selector: 'rp-variant-panel',
  imports: [Icon, MatButton, MatIconButton, RouterLink],
  templateUrl: './variant-panel.html',
  styleUrl: './variant-panel.css',
})
export class VariantPanel {
  private readonly api = inject(Api);
  readonly jobId = input.required<string>();
  readonly variant = input.required<VariantView>();
  readonly file = input.required<string>();
  readonly attempt = input.required<number>();
  /** Goes to the variant before (-1) or behind (1). */
  readonly step = output<-1 | 1>();
  protected readonly shown = signal<Shown>('assessed');
  protected readonly detail = resource({
    params: () => ({ id: this.jobId(), variant: this.variant().variant, file: this.file(), attempt: this.attempt() }),
    loader: ({ params: { id, variant, ...table } }) => this.api.variant(id, variant, table),
  });
  protected readonly error = computed(() => this.detail.error()?.message ?? null);
  protected readonly found = computed(() => (this.detail.hasValue() ? this.detail.value() : null));
  protected readonly counts = computed(() => {
    const all = this.found()?.assessments ?? [];
    const count = (passes: (each: AssessmentView) => boolean) => all.filter(passes).length;
    return { assessed: count(isAssessed), met: count(({ state }) => state === 'met'), all: all.length };
  });
  protected readonly rows = computed(() => {
    const shown = this.shown();
    return (this.found()?.assessments ?? [])
      .filter((each) => shown === 'all' || (shown === 'met' ? each.state === 'met' : isAssessed(each)))
      .map((each) => ({ ...each, look: stateLook(each), says: criteria[each.code as CriterionCode].says }));
  });
  protected readonly tabs: readonly { readonly key: Shown; readonly word: string }[] = [
    { key: 'assessed', word: 'Assessed' },
    { key: 'met', word: 'Met' },
    { key: 'all', word: 'All' },
  ];
  protected readonly variantName = variantName;
  protected readonly placeWords = placeWords;
  protected readonly locusOf = locusOf;
  protected readonly classWord = classWord;
  protected readonly pointsWords = pointsWords;
}

const isAssessed = ({ state }: AssessmentView): boolean => state !== 'not_assessed';
