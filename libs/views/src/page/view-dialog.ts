import { Component, computed, inject, signal } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import type { SavedView } from '../contract/index.ts';

export interface ViewChoice {
  readonly title: string;
  readonly verb: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly save: (choice: { readonly name: string; readonly is_shared: boolean }) => Promise<SavedView>;
}

/** Dialog for the name of a view, and for whom it is; closes with the saved view. */
@Component({
  selector: 'rp-view-dialog',
  imports: [Button, DismissButton, ErrorNote, TextInput],
  host: { class: 'dlg' },
  template: `<header>
      <h2>{{ choice.title }}</h2>
      <p>A view keeps filters, sort and columns of the list of jobs.</p>
    </header>
    <form novalidate (submit)="$event.preventDefault(); save()">
      <div class="body">
        <rp-text-input label="Name" [most]="100" [(value)]="name" [error]="sending.errorOf('name')" />
        @if (canShare()) {
          <label class="row">
            <input type="checkbox" [checked]="isShared()" (change)="isShared.set($any($event.target).checked)" />
            Share with everybody
          </label>
        }
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
      </div>
      <footer>
        <rp-dismiss-button [sheet]="sheet">Cancel</rp-dismiss-button>
        <button matButton="filled" type="submit" [disabled]="sending.busy()">{{ choice.verb }}</button>
      </footer>
    </form>`,
})
export class ViewDialog {
  private readonly user = inject(CurrentUser);
  protected readonly sheet = injectSheet<ViewChoice, SavedView>();
  protected readonly choice = this.sheet.data;
  protected readonly name = signal(this.choice.name);
  protected readonly isShared = signal(this.choice.isShared);
  /** Sharing needs the role operator; a shared view can always be taken back. */
  protected readonly canShare = computed(
    () => this.choice.isShared || (this.user.session()?.role ?? 'viewer') !== 'viewer',
  );
  protected readonly sending = new Sending(['name'], this.sheet);

  protected async save(): Promise<void> {
    const name = this.name().trim();
    if (!this.sending.accepts({ name: name ? '' : 'Enter a name' })) return;
    const saved = await this.sending.send(() => this.choice.save({ name, is_shared: this.isShared() }));
    if (saved) this.sheet.close(saved);
  }
}
