import { Component, computed, inject, signal } from '@angular/core';
import type { NamedInput, NamedInputKind } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { NamedInputApi } from '../../../core/api/named-input-api.ts';
import { messageOf } from '../../../core/problem.ts';
import { injectSheet } from '../../../core/inject-sheet.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { When } from '../../../shared/parts/when.ts';
import type { Field } from '../params/schema-form.ts';
import { RequiredReasons } from '../../../commands/reasons/required-reasons.ts';
import { ReasonField } from '../../../shared/form/reason-field.ts';
import { DismissButton } from '../../../shared/form/dismiss-button.ts';
import { ErrorNote } from '../../../shared/parts/error-note.ts';

/** `paths`: the paths that are in the form. */
export interface NamedInputsDialogData {
  readonly inputs: readonly NamedInput[];
  readonly paths: readonly { readonly field: Field; readonly path: string }[];
}

/** Lists the registered inputs, and registers the paths in the form under a name. */
@Component({
  selector: 'rp-named-inputs-dialog',
  imports: [Actor, DismissButton, Icon, Button, ReasonField, When, ErrorNote],
  host: { class: 'dlg' },
  templateUrl: './named-inputs-dialog.html',
  styleUrl: './named-inputs-dialog.css',
})
export class NamedInputsDialog {
  private readonly api = inject(NamedInputApi);
  protected readonly sheet = injectSheet<NamedInputsDialogData, undefined>();
  /** Reason why the user may neither register nor remove an input; null if they may. */
  protected readonly whyNot = inject(CurrentUser).whyNotRoute('POST /api/inputs/named');
  protected readonly paths = this.sheet.data.paths;
  protected readonly inputs = signal(this.sheet.data.inputs);
  protected readonly kinds: readonly { readonly kind: NamedInputKind; readonly word: string }[] = [
    { kind: 'reference', word: 'Reference' },
    { kind: 'kit', word: 'Capture kit' },
    { kind: 'folder', word: 'Folder' },
  ];
  protected readonly name = signal('');
  protected readonly kind = signal<NamedInputKind>('reference');
  private readonly left = signal<ReadonlySet<string>>(new Set());
  protected readonly error = signal('');
  protected readonly sending = signal(false);
  /** The input whose removal must be confirmed. */
  protected readonly leaving = signal<string | null>(null);
  /** Reason for removing that input. */
  protected readonly reason = signal('');
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly isReasonRequired = () => this.requiredReasons.has('remove_input');
  protected readonly chosen = computed(() => this.paths.filter(({ field }) => !this.left().has(field.name)));

  protected wordOf = (kind: NamedInputKind) => this.kinds.find((each) => each.kind === kind)?.word ?? kind;
  protected params = ({ params }: NamedInput) => Object.entries(params).map(([name, value]) => ({ name, value }));

  protected choose(name: string, on: boolean): void {
    this.left.update((left) => new Set(on ? [...left].filter((each) => each !== name) : [...left, name]));
  }

  protected isChosen = (name: string) => !this.left().has(name);

  protected async add(): Promise<void> {
    if (!this.name().trim()) return this.error.set('Give it a name first.');
    const params = Object.fromEntries(this.chosen().map(({ field, path }) => [field.name, path]));
    await this.change(async () => {
      const added = await this.api.add({ name: this.name().trim(), kind: this.kind(), params });
      this.inputs.update((inputs) => [added, ...inputs]);
      this.name.set('');
    });
  }

  protected async remove({ input_id }: NamedInput): Promise<void> {
    if (this.leaving() !== input_id) {
      this.reason.set('');
      return this.leaving.set(input_id);
    }
    const reason = this.reason().trim();
    if (this.isReasonRequired() && !reason) return this.error.set('Give a reason first.');
    await this.change(async () => {
      await this.api.remove(input_id, reason ? { reason } : {});
      this.inputs.update((inputs) => inputs.filter((each) => each.input_id !== input_id));
    });
  }

  private async change(act: () => Promise<void>): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.error.set('');
    await this.sheet.during(act).catch((error: unknown) => this.error.set(messageOf(error)));
    this.sending.set(false);
    this.leaving.set(null);
  }
}
