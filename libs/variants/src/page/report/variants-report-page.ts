import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { criteria, type CriterionCode } from '../../acmg/index.ts';
import type { AppliedCriterion } from '@reprise/contracts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { VariantApi, type VariantExport } from '../variant-api.ts';
import { AuditApi } from '@reprise/web/core/api/audit-api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { utc } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { classWord } from '@reprise/web/shared/history/class-text.ts';
import { meaningWord } from '@reprise/web/shared/history/meaning-text.ts';
import { signedText } from '../sign/signature-text.ts';
import { consequenceText, newerClassText, placeText, stateWord, variantName } from '../variant-text.ts';

/** Printed list of the classified variants of a job: class, reason, person, evidence. */
@Component({
  selector: 'rp-variants-report-page',
  imports: [Actor, Icon, Button, PageHeading, RouterLink],
  templateUrl: './variants-report-page.html',
  styleUrls: [
    '../../../../../apps/web/src/app/shared/paper/paper-page.css',
    '../../../../../apps/web/src/app/shared/paper/paper-parts.css',
    './variants-report-page.css',
  ],
})
export class VariantsReportPage {
  private readonly api = inject(VariantApi);
  private readonly audit = inject(AuditApi);
  readonly id = input.required<string>();
  readonly file = input<string>();
  private readonly read = resource({
    params: () => ({ id: this.id(), file: this.file() }),
    loader: async ({ params: { id, file } }) => {
      const table: Record<string, string> = file ? { file } : {};
      const [exported, outdated, session] = await Promise.all([
        this.api.exported(id, { class: 'any', sort: 'class', order: 'desc', ...table }),
        this.api.outdated(id, table),
        this.audit.session(),
      ]);
      const newer = new Map(outdated.map((row) => [row.variant, newerClassText(row)]));
      return { ...exported, newer, session, madeAt: new Date().toISOString() };
    },
  });
  protected readonly report = computed(() => (this.read.hasValue() ? this.read.value() : null));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly utc = utc;
  protected readonly classWord = classWord;
  protected readonly meaningWord = meaningWord;
  protected readonly signedText = signedText;
  protected readonly variantName = variantName;
  protected readonly placeText = placeText;
  protected readonly consequenceText = consequenceText;
  protected readonly stateWord = stateWord;

  constructor() {
    const page = inject(PageState);
    inject(Live).follow(null);
    effect(() => page.show(`Variants of ${this.report()?.sample_name ?? 'a job'}, report`));
  }

  /** Criteria that count, and those for which a person's judgement differs from the data. */
  protected shownCriteria({ classification }: VariantExport['variants'][number]): AppliedCriterion[] {
    return classification.criteria.filter(({ state, source }) => state === 'met' || source === 'reviewer');
  }

  protected says({ code }: AppliedCriterion): string {
    return criteria[code as CriterionCode].says;
  }

  protected sourcesText({ classification: { sources } }: VariantExport['variants'][number]): string {
    return sources.map(({ name }) => name).join(', ') || 'none registered';
  }

  /** Names the attempt of a class that was recorded for an attempt other than the report's; else empty. */
  protected ofAttempt({ classification }: VariantExport['variants'][number], reported: number): string {
    return classification.attempt === reported ? '' : `, for attempt ${classification.attempt}`;
  }

  protected print(): void {
    window.print();
  }

  protected again(): void {
    this.read.reload();
  }
}
