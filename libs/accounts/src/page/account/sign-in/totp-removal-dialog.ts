import { Component, inject, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';

/** Dialog that turns off the second factor, with the password. Closes with true. */
@Component({
  selector: 'rp-totp-removal-dialog',
  imports: [DismissButton, Button, TextInput],
  host: { class: 'dlg' },
  template: `<header>
      <h2>Turn two steps off?</h2>
      <p>Your password alone will sign in again. The codes of your app and your backup codes stop working.</p>
    </header>
    <form novalidate (submit)="$event.preventDefault(); remove()">
      <div class="body">
        <rp-text-input
          label="Password"
          type="password"
          autocomplete="current-password"
          [(value)]="password"
          [error]="sending.errorOf('password') || sending.error()"
        />
      </div>
      <footer>
        <rp-dismiss-button [sheet]="sheet">Keep it on</rp-dismiss-button>
        <button matButton="filled" class="del" type="submit" [disabled]="sending.busy()">Turn off</button>
      </footer>
    </form>`,
})
export class TotpRemovalDialog {
  private readonly api = inject(AccountApi);
  protected readonly sheet = injectSheet<null, boolean>();
  protected readonly password = signal('');
  protected readonly sending = new Sending(['password'], this.sheet);

  protected async remove(): Promise<void> {
    const password = this.password();
    if (!this.sending.accepts({ password: password ? '' : 'Enter your password' })) return;
    if (await this.sending.send(() => this.api.removeTotp({ password }).then(() => true))) this.sheet.close(true);
  }
}
