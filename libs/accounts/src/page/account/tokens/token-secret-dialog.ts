import { Component } from '@angular/core';
import type { TokenSecretView } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { ShownSecret } from '@reprise/web/shared/parts/shown-secret.ts';

/** Dialog that shows a new API token. It is only shown once. */
@Component({
  selector: 'rp-token-secret-dialog',
  imports: [Icon, Button, ShownSecret],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>The token {{ made.token.name }}</h2>
      <p>Copy it now: it is not shown again and cannot be read later.</p>
    </header>
    <div class="body">
      <rp-shown-secret [text]="made.secret" what="the token" />
      <p class="note info">
        <rp-icon name="square-terminal" />
        <span class="grow">
          Send it as <span class="mono">Authorization: Bearer …</span>, or give it to
          <span class="mono">reprise login --token</span>.
        </span>
      </p>
    </div>
    <footer><button matButton="filled" type="button" (click)="close()">I have saved it</button></footer>
  `,
})
export class TokenSecretDialog {
  private readonly sheet = injectSheet<TokenSecretView, undefined>();
  protected readonly made = this.sheet.data;
  protected readonly close = this.sheet.close;
}
