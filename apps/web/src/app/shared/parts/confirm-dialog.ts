import { Component, effect } from '@angular/core';
import { Button } from './button.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { type Sheets } from '../../core/sheets.ts';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

type Asked = {
  title: string;
  lead: string;
  /** Labels of the confirming button and of the dismissing one. */
  verb: string;
  stay: string;
  icon?: IconName;
  destructive?: boolean;
  /** Whether the texts no longer apply, from signals. The dialog then closes without a confirmation. */
  isOutdated?: () => boolean;
};

@Component({
  selector: 'rp-confirm-dialog',
  imports: [Icon, Button],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ asked.title }}</h2>
      <p>{{ asked.lead }}</p>
    </header>
    <footer>
      <button matButton="outlined" type="button" (click)="close()">{{ asked.stay }}</button>
      <button matButton="filled" type="button" [class.del]="asked.destructive" (click)="close(true)">
        @if (asked.icon; as icon) {
          <rp-icon [name]="icon" />
        }
        {{ asked.verb }}
      </button>
    </footer>
  `,
})
class ConfirmDialog {
  private readonly sheet = injectSheet<Asked, boolean>();
  protected readonly asked = this.sheet.data;
  protected readonly close = this.sheet.close;

  constructor() {
    effect(() => {
      if (this.asked.isOutdated?.()) this.close();
    });
  }
}

/** Asks for confirmation of an action that cannot be undone. Resolves with true if confirmed. */
export const confirm = async (sheets: Sheets, asked: Asked): Promise<boolean> =>
  (await sheets.open<boolean>(ConfirmDialog, asked, { label: asked.title, alert: true })) === true;
