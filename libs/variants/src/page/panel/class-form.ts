import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { ClassifyBody } from '@reprise/contracts';
import type { VariantView } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { classify } from '@reprise/web/commands/classify.ts';
import { suggestedReasons } from '@reprise/web/commands/reasons/suggested-reasons.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { classWord, VARIANT_CLASSES } from '@reprise/web/shared/history/class-text.ts';
import { variantName } from '../variant-text.ts';
import { classifyBody, differenceText, problemsOf, type CalculatedClasses, type Draft } from './draft.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';

const [AGREES] = classify.reasons;

/** Form for the final class of a variant and the reason. Emits them after a confirmation. */
@Component({
  selector: 'rp-class-form',
  imports: [Icon, Button, ErrorNote],
  templateUrl: './class-form.html',
  styleUrl: './class-form.css',
})
export class ClassForm {
  private readonly user = inject(CurrentUser);
  private readonly sheets = inject(Sheets);
  readonly variant = input.required<VariantView>();
  readonly table = input.required<Pick<ClassifyBody, 'attempt' | 'file'>>();
  readonly draft = input.required<Draft>();
  readonly calculated = input.required<CalculatedClasses>();
  /** Whether this job already has a class for it, which the next one replaces. */
  readonly isAgain = input(false);
  /** Whether the class is being sent to the server. */
  readonly isSending = input(false);
  /** Why the class was not recorded. */
  readonly error = input('');
  readonly changed = output<Partial<Draft>>();
  /** Emits when the user confirms the class. */
  readonly confirmed = output<ClassifyBody>();
  protected readonly actor = computed(() => this.user.session()?.name ?? '…');
  protected readonly whyNot = computed(() => this.user.whyNot('classify'));
  protected readonly missing = computed(() => problemsOf(this.draft()));
  /** Whether missing input is shown, which is the case from the first try on. */
  protected readonly wasTried = signal(false);
  protected readonly classes = VARIANT_CLASSES;
  protected readonly classWord = classWord;
  protected readonly difference = computed(() => differenceText(this.draft().chosen, this.calculated()));
  private readonly reasons = suggestedReasons('classify').reasons;
  /** Without the reason that is untrue of the chosen class. */
  protected readonly suggested = computed(() =>
    this.reasons.filter((reason) => reason !== AGREES || this.draft().chosen === this.calculated().by_rules),
  );

  protected async record(): Promise<void> {
    if (this.whyNot() !== null) return;
    this.wasTried.set(true);
    const draft = this.draft();
    if (this.isSending() || this.missing().length > 0 || draft.chosen === '') return;
    const body = classifyBody(draft, { variant: this.variant().variant, ...this.table() });
    const name = variantName(this.variant());
    const sure = await confirm(this.sheets, {
      title: `Record ${name} as ${classWord(draft.chosen).toLowerCase()}?`,
      lead: `${this.difference()} It is recorded as ${this.actor()}, with the time, the reason and all criteria. It cannot be deleted: a later class takes its place, and both stay. Signatures come afterwards. Research use only, not a diagnosis.`.trim(),
      verb: 'Record class',
      stay: 'Continue editing',
      icon: 'check',
    });
    if (!sure) return;
    this.wasTried.set(false);
    this.confirmed.emit(body);
  }
}
