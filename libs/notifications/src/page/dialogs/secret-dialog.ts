import { Component } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { ShownSecret } from '@reprise/web/shared/parts/shown-secret.ts';

/** Dialog that shows a new secret. It is only shown once. */
@Component({
  selector: 'rp-secret-dialog',
  imports: [Icon, Button, ShownSecret],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>Secret of the webhook</h2>
      <p>The receiver verifies deliveries with it. Copy it now: it is not shown again.</p>
    </header>
    <div class="body">
      <rp-shown-secret [text]="secret" what="the secret" />
      <p class="note info">
        <rp-icon name="info" />
        <span class="grow"
          >Signed as <b class="strong">Standard Webhooks</b> say; the library of that name checks it in most
          languages.</span
        >
      </p>
    </div>
    <footer><button matButton="filled" type="button" (click)="close()">I have saved it</button></footer>
  `,
})
export class SecretDialog {
  private readonly sheet = injectSheet<string, undefined>();
  protected readonly secret = this.sheet.data;
  protected readonly close = this.sheet.close;
}
