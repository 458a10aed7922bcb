import { Component, computed, DestroyRef, inject, linkedSignal, resource, signal, viewChild } from '@angular/core';
import type { Params, RunPreview } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { messageOf } from '../../core/problem.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { plural } from '../../shared/format.ts';
import { ReasonField } from '../../shared/form/reason-field.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { ApprovalNote } from '../approval/approval-note.ts';
import { ASK_FOR_APPROVAL, needsApproval } from '../approval/needs-approval.ts';
import type { CommandDialogData, CommandDialogResult } from '../dialog/command-dialog.ts';
import { mayRemainPoints } from '../base/may-remain.ts';
import { RunPreviewTable } from '../preview/run-preview.ts';
import { suggestedReasons } from '../reasons/suggested-reasons.ts';
import { RequiredReasons } from '../reasons/required-reasons.ts';
import { editableParams, valueOf, withChange, type EditedParam } from './changed-params.ts';
import { stepsToChoose, stepToBegin } from './steps-to-choose.ts';

/** Delay after a key press before the preview follows the typed text. */
const TYPED_FOR_MS = 300;

/** Dialog that chooses a step to restart from, with a preview of the effect. Opening it records nothing. */
@Component({
  selector: 'rp-restart-dialog',
  imports: [ApprovalNote, Icon, Button, ReasonField, RunPreviewTable],
  templateUrl: './restart-dialog.html',
  styleUrl: './restart-dialog.css',
  host: { class: 'dlg' },
})
export class RestartDialog {
  private readonly api = inject(Api);
  private readonly sheet = injectSheet<CommandDialogData, CommandDialogResult>();
  protected readonly job = this.sheet.data.job;
  private readonly user = inject(CurrentUser);
  protected readonly isToBeApproved = computed(() => needsApproval(this.user.session(), 'restart', this.job));
  protected readonly icon = computed(() => (this.isToBeApproved() ? 'shield-check' : commandFacts.restart.icon));
  protected readonly askForApproval = ASK_FOR_APPROVAL;
  protected readonly step = signal(this.sheet.data.input?.step ?? stepToBegin(this.job));
  protected readonly changes = signal<Params>(this.sheet.data.input?.params ?? {});
  protected readonly editable = editableParams(this.job.params);
  protected readonly isEditing = signal(Object.keys(this.changes()).length > 0);
  /** The changes, including the text being typed. */
  private readonly previewed = linkedSignal(() => this.changes(), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly isTyping = signal(false);
  private readonly read = resource({
    params: () => ({ step: this.step(), params: this.previewed() }),
    loader: ({ params: { step, params } }) =>
      this.api.preview(this.job.job_id, { ...(step && { step }), ...(Object.keys(params).length > 0 && { params }) }),
  });
  /** The last preview. It stays while the next one is being read, so that the layout does not jump. */
  protected readonly preview = linkedSignal<RunPreview | null, RunPreview | null>({
    source: () => (this.read.hasValue() ? this.read.value() : null),
    computation: (now, before) => now ?? before?.value ?? null,
  });
  /** Whether the preview that is shown is not the one for the chosen step and parameters. */
  protected readonly isOutdated = computed(() => this.preview() !== null && (this.isTyping() || this.read.isLoading()));
  protected readonly problem = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly mayRemain = computed(() => mayRemainPoints(this.job, this.preview())[0]);
  protected readonly steps = computed(() => stepsToChoose(this.job, this.preview()));
  protected readonly label = computed(
    () => this.steps().find(({ process }) => process === this.step())?.step ?? this.step(),
  );
  protected readonly paramsText = computed(() => {
    const count = Object.keys(this.previewed()).length;
    return count === 0 ? `As in attempt ${this.job.attempt}` : `${plural(count, 'parameter')} changed`;
  });
  /** Reason why the user may not restart the job now. A role can be lowered while the dialog is open. */
  protected readonly denied = computed(() => this.user.whyNot('restart'));
  /** The server decides, but a refused command is not sent again. */
  protected readonly isRefused = computed(
    () => this.denied() !== null || this.problem() !== '' || !!this.preview()?.refusal,
  );
  protected readonly suggested = suggestedReasons('restart');
  protected readonly reason = signal(this.sheet.data.input?.reason ?? '');
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly required = computed(() => !!this.sheet.data.wrong || this.requiredReasons.has('restart'));
  private readonly tried = signal(false);
  protected readonly wrong = computed(() => {
    if (this.reason().trim()) return null;
    return this.required() && this.tried() ? 'Is required' : (this.sheet.data.wrong ?? null);
  });

  private readonly field = viewChild.required(ReasonField);

  protected valueOf({ name, before }: EditedParam): unknown {
    return name in this.changes() ? this.changes()[name] : before;
  }

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.typing));
  }

  /** Previews the typed text. The field accepts it on blur. */
  protected type(param: EditedParam, typed: string): void {
    clearTimeout(this.typing);
    this.isTyping.set(true);
    this.typing = setTimeout(() => {
      this.isTyping.set(false);
      this.previewed.set(withChange(this.changes(), param, valueOf(param, typed)));
    }, TYPED_FOR_MS);
  }

  protected change(param: EditedParam, typed: string | boolean): void {
    clearTimeout(this.typing);
    this.isTyping.set(false);
    const value = typeof typed === 'string' ? valueOf(param, typed) : typed;
    this.changes.update((changes) => withChange(changes, param, value));
  }

  protected reset(): void {
    this.changes.set({});
    this.isEditing.set(false);
  }

  protected dismiss(): void {
    this.sheet.close();
  }

  protected send(): void {
    const reason = this.reason().trim();
    this.tried.set(true);
    if (this.required() && !reason) return this.field().focus();
    if (!this.step() || this.isRefused() || this.isOutdated()) return;
    const params = this.changes();
    const changed = Object.keys(params).length > 0 && { params };
    this.sheet.close({ action: 'restart', input: { ...(reason && { reason }), step: this.step(), ...changed } });
  }
}
