import { Component, inject, signal } from '@angular/core';
import type { Role } from '@reprise/contracts';
import type { TokenSecretView } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { RolePicker } from '../../role-picker.ts';
import { ExpiryPicker, USUAL_DAYS } from './expiry-picker.ts';

/**
 * Dialog that creates an API token, and closes with it. Opened with the user's role, which is the maximum for the
 * token.
 */
@Component({
  selector: 'rp-token-dialog',
  imports: [DismissButton, ErrorNote, ExpiryPicker, Button, RolePicker, TextInput],
  host: { class: 'dlg' },
  template: `<header>
      <h2>New API token</h2>
      <p>For one program each, so that you can revoke it alone. It acts in your name.</p>
    </header>
    <form novalidate (submit)="$event.preventDefault(); make()">
      <div class="body">
        <rp-text-input
          label="Name"
          [most]="60"
          [(value)]="name"
          hint="Shown beside your name in the history, as in “via token nightly”"
          [error]="sending.errorOf('name')"
        />
        <rp-role-picker [most]="most" [(role)]="role" />
        <rp-expiry-picker [(days)]="days" />
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
      </div>
      <footer>
        <rp-dismiss-button [sheet]="sheet">Cancel</rp-dismiss-button>
        <button matButton="filled" type="submit" [disabled]="sending.busy()">Make token</button>
      </footer>
    </form>`,
})
export class TokenDialog {
  private readonly api = inject(AccountApi);
  protected readonly sheet = injectSheet<Role, TokenSecretView>();
  protected readonly most = this.sheet.data;
  protected readonly name = signal('');
  protected readonly role = signal<Role>(this.most === 'viewer' ? 'viewer' : 'operator');
  protected readonly days = signal<number>(USUAL_DAYS);
  /** The secret is only shown once, so the dialog stays open until the response arrives. */
  protected readonly sending = new Sending(['name'], this.sheet);

  protected async make(): Promise<void> {
    const name = this.name().trim();
    if (!this.sending.accepts({ name: name ? '' : 'Say what it is for' })) return;
    const body = { name, role: this.role(), expires_in_days: this.days() };
    const made = await this.sending.send(() => this.api.makeToken(body));
    if (made) this.sheet.close(made);
  }
}
