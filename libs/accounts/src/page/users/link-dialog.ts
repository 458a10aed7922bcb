import { Component, DOCUMENT, inject } from '@angular/core';
import type { OneTimeLink } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { ShownSecret } from '@reprise/web/shared/parts/shown-secret.ts';

/** One-time link and the text for its dialog. */
export type ShownLink = { link: OneTimeLink; title: string; lead: string };

/** Dialog that shows a one-time link. It is only shown once. */
@Component({
  selector: 'rp-link-dialog',
  imports: [Icon, Button, ShownSecret],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ shown.title }}</h2>
      <p>{{ shown.lead }}</p>
    </header>
    <div class="body">
      <rp-shown-secret [text]="url" what="the link" />
      <p class="note info">
        <rp-icon name="clock" />
        <span class="grow">It works once, until {{ until }}. It is not shown again; you can make another.</span>
      </p>
    </div>
    <footer><button matButton="filled" type="button" (click)="close()">Done</button></footer>
  `,
})
export class LinkDialog {
  private readonly sheet = injectSheet<ShownLink, undefined>();
  protected readonly shown = this.sheet.data;
  protected readonly url = new URL(this.shown.link.path, inject(DOCUMENT).location.origin).href;
  protected readonly until = dateTime(this.shown.link.expires_at, inject(Clock).now());
  protected readonly close = this.sheet.close;
}
