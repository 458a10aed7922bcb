import { Component } from '@angular/core';
import { injectSheet } from '../../core/inject-sheet.ts';
import { CommandForm } from './command-form.ts';

export interface DeleteDialogData {
  readonly title: string;
  readonly lead: string;
  /** Label of the button. */
  readonly verb: string;
  /** Whether the server takes it only with a reason. */
  readonly isReasonRequired: boolean;
  readonly remove: (body: { reason?: string }) => Promise<unknown>;
}

/** Confirms a deletion, with a reason. Resolves with true once it was made. */
@Component({
  selector: 'rp-delete-dialog',
  imports: [CommandForm],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ asked.title }}</h2>
      <p>{{ asked.lead }}</p>
    </header>
    <form
      rpCommandForm
      note="kept in the audit trail"
      icon="trash"
      [verb]="asked.verb"
      [deletes]="true"
      [required]="asked.isReasonRequired"
      [request]="asked.title"
      [command]="asked.remove"
      (accepted)="sheet.close(true)"
      (declined)="sheet.close()"
    ></form>
  `,
})
export class DeleteDialog {
  protected readonly sheet = injectSheet<DeleteDialogData, boolean>();
  protected readonly asked = this.sheet.data;
}
