import { Component, input } from '@angular/core';
import type { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { PASSWORD_HINT, type NewAccountForm } from './new-account-form.ts';

/** Fields for the new password of an account, and its repetition. */
@Component({
  selector: 'rp-new-password-fields',
  imports: [TextInput],
  template: `
    <rp-text-input
      [label]="label()"
      type="password"
      autocomplete="new-password"
      [(value)]="fields().password"
      [hint]="hint"
      [error]="sending().errorOf('password')"
    />
    <rp-text-input
      [label]="label() + ', once more'"
      type="password"
      autocomplete="new-password"
      [(value)]="fields().again"
      [error]="sending().errorOf('again')"
    />
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class NewPasswordFields {
  readonly fields = input.required<NewAccountForm>();
  readonly sending = input.required<Sending>();
  readonly label = input('Password');
  protected readonly hint = PASSWORD_HINT;
}
