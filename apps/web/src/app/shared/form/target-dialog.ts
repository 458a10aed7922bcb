import { Component, signal } from '@angular/core';
import { injectSheet } from '../../core/inject-sheet.ts';
import type { IconName } from '../parts/icons.ts';
import { CommandForm } from './command-form.ts';

/** A command for one target that is not a job, such as a queue, a runner or an upload. */
export interface TargetDialogData {
  readonly title: string;
  readonly lead: string;
  /** Label and icon of the button. */
  readonly verb: string;
  readonly icon: IconName;
  /** Place where the reason is shown. */
  readonly note: string;
  readonly deletes?: boolean;
  /** Whether the server accepts it only with a reason. */
  readonly isReasonRequired?: boolean;
  /** Hint for the name of a new target; if absent, no name is requested. */
  readonly nameHint?: string;
  readonly send: (body: { reason?: string }, key: string, name: string) => Promise<unknown>;
}

/**
 * Confirms a command for a target, with a reason. Once it is accepted, resolves with the typed name, or otherwise with
 * true.
 */
@Component({
  selector: 'rp-target-dialog',
  imports: [CommandForm],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ asked.title }}</h2>
      <p>{{ asked.lead }}</p>
    </header>
    <form
      rpCommandForm
      [note]="asked.note"
      [icon]="asked.icon"
      [verb]="asked.verb"
      [deletes]="!!asked.deletes"
      [required]="!!asked.isReasonRequired"
      [request]="[asked.title, name()]"
      [command]="command"
      (accepted)="sheet.close(name() || true)"
      (declined)="sheet.close()"
    >
      @if (asked.nameHint; as hint) {
        <div>
          <label class="lbl" for="rp-target-name">Name</label>
          <input
            class="inp form"
            id="rp-target-name"
            maxlength="63"
            aria-describedby="rp-target-name-hint"
            (input)="name.set($any($event.target).value.trim())"
          />
          <p class="hint" id="rp-target-name-hint">{{ hint }}</p>
        </div>
      }
    </form>
  `,
})
export class TargetDialog {
  protected readonly sheet = injectSheet<TargetDialogData, string | true>();
  protected readonly asked = this.sheet.data;
  protected readonly name = signal('');
  protected readonly command = (body: { reason?: string }, key: string): Promise<unknown> =>
    this.asked.send(body, key, this.name());
}
