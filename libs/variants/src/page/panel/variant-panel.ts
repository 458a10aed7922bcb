import { Component, computed, effect, inject, input, output, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Judged } from '../../acmg/index.ts';
import type { ClassifyBody } from '@reprise/contracts';
import type { VariantDetail, VariantView } from '../../contract/index.ts';
import { Button, IconButton } from '@reprise/web/shared/parts/button.ts';
import { sameContent } from '@reprise/web/core/same-content.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { classWord } from '@reprise/web/shared/history/class-text.ts';
import { locusOf, placeText, pointsText, variantName } from '../variant-text.ts';
import { ClassForm } from './class-form.ts';
import { ClassHistory } from './class-history.ts';
import { CriterionRow } from './criterion-row.ts';
import { applyAs, draftFrom, isChanged, noteOf, withDraft, type AppliedAs, type Draft, untick } from './draft.ts';
import { Recordings } from './recordings.ts';
import { keyOf } from './variant-key.ts';
import { VariantApi } from '../variant-api.ts';

type Shown = 'assessed' | 'met' | 'all';

/** A variant of one table of a job. */
interface ShownVariant {
  readonly id: string;
  readonly variant: string;
  readonly file: string;
  readonly attempt: number;
}

/** A variant: its class by both schemes, every criterion with the reason, and its final class. */
@Component({
  selector: 'rp-variant-panel',
  imports: [ClassForm, ClassHistory, CriterionRow, Icon, Button, IconButton, RouterLink],
  templateUrl: './variant-panel.html',
  styleUrl: './variant-panel.css',
})
export class VariantPanel {
  private readonly api = inject(VariantApi);
  private readonly toasts = inject(Toasts);
  readonly jobId = input.required<string>();
  readonly variant = input.required<VariantView>();
  readonly file = input.required<string>();
  readonly attempt = input.required<number>();
  /** A variant that was read again after a classification. */
  readonly fresh = input<VariantDetail | null>(null);
  /** Emits to show the previous (-1) or next (1) variant. */
  readonly step = output<-1 | 1>();
  /** Emits the current state of the variant after a class was recorded. */
  readonly classified = output<VariantView>();
  protected readonly shown = signal<Shown>('assessed');
  /** Remains the same object while the same variant is shown, to avoid reads and layout shifts. */
  private readonly shownVariant = computed<ShownVariant>(
    () => ({ id: this.jobId(), variant: this.variant().variant, file: this.file(), attempt: this.attempt() }),
    { equal: sameContent },
  );
  protected readonly detail = resource({
    params: () => this.shownVariant(),
    loader: ({ params: { id, variant, ...table } }) => this.api.show(id, variant, table),
  });
  protected readonly table = computed(() => ({ file: this.file(), attempt: this.attempt() }));
  protected readonly error = computed(() => this.detail.error()?.message ?? null);
  protected readonly found = computed(() => (this.detail.hasValue() ? this.detail.value() : null));
  protected readonly key = computed(() => keyOf(this.shownVariant()));
  /** Drafts by job and variant, so that nothing is lost when the user looks at another variant. */
  private readonly drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  private readonly recorded = computed(() =>
    draftFrom(this.found()?.classifications.find(({ job_id }) => job_id === this.jobId())),
  );
  protected readonly draft = computed(() => this.drafts().get(this.key()) ?? this.recorded());
  private readonly recordings = new Recordings();
  protected readonly sent = computed(() => this.recordings.of(this.key()));
  protected readonly isChanged = computed(() => isChanged(this.draft(), this.recorded()));
  protected readonly live = computed(() => withDraft(this.found()?.assessments ?? [], this.draft()));
  protected readonly counts = computed(() => {
    const all = this.live().criteria;
    const count = (passes: (each: Judged) => boolean) => all.filter(passes).length;
    return { assessed: count(isAssessed), met: count(isMet), all: all.length };
  });
  protected readonly rows = computed(() => {
    const passes = { assessed: isAssessed, met: isMet, all: () => true }[this.shown()];
    return this.live().criteria.filter((each) => passes(each) || each.source === 'reviewer');
  });
  protected readonly tabs: readonly { readonly key: Shown; readonly word: string }[] = [
    { key: 'assessed', word: 'Assessed' },
    { key: 'met', word: 'Met' },
    { key: 'all', word: 'All' },
  ];
  protected readonly variantName = variantName;
  protected readonly placeText = placeText;
  protected readonly locusOf = locusOf;
  protected readonly classWord = classWord;
  protected readonly pointsText = pointsText;

  constructor() {
    effect(() => {
      const fresh = this.fresh();
      if (fresh && untracked(this.variant).variant === fresh.variant) this.detail.set(fresh);
    });
  }

  protected change(draft: Partial<Draft>): void {
    const changed = { ...this.draft(), ...draft };
    this.drafts.update((all) => new Map(all).set(this.key(), changed));
  }

  protected apply({ code }: Judged, as: AppliedAs): void {
    const data = this.dataOf(code);
    if (data) this.change(applyAs(this.draft(), data, as));
  }

  protected untick({ code }: Judged): void {
    const data = this.dataOf(code);
    if (data) this.change(untick(this.draft(), data));
  }

  private readonly dataOf = (code: string) => this.found()?.assessments.find((each) => each.code === code);

  protected note({ code }: Judged, note: string): void {
    this.change(noteOf(this.draft(), code, note));
  }

  protected reset({ code }: Judged): void {
    this.change({ judgements: this.draft().judgements.filter((each) => each.code !== code) });
  }

  protected discard(key: string): void {
    this.drafts.update((all) => new Map([...all].filter(([other]) => other !== key)));
  }

  protected async showSigned(): Promise<void> {
    const detail = await this.readAgain(this.shownVariant());
    this.toasts.say(`${variantName(detail)}: signed`);
  }

  /** Records a class. Another variant may be shown before the server responds. */
  protected async record(body: ClassifyBody): Promise<void> {
    const recorded = { ...this.shownVariant(), variant: body.variant };
    if (!(await this.recordings.send(recorded.id, body))) return;
    this.discard(keyOf(recorded));
    const detail = await this.readAgain(recorded);
    if (detail.classified) this.toasts.say(`${variantName(detail)}: ${classWord(detail.classified.class)} recorded`);
  }

  private async readAgain(read: ShownVariant): Promise<VariantDetail> {
    const { id, variant, ...table } = read;
    const detail = await this.api.show(id, variant, table);
    const shown = this.shownVariant();
    if (sameContent({ ...shown, variant }, read)) this.classified.emit(detail);
    if (sameContent(shown, read)) this.detail.set(detail);
    return detail;
  }
}

const isAssessed = ({ state }: Judged): boolean => state !== 'not_assessed';
const isMet = ({ state }: Judged): boolean => state === 'met';
