import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectSheet } from '../../core/sheets.ts';
import { Icon } from '../../shared/icon.ts';
import type { IconName } from '../../shared/icons.ts';

export type ConfirmAsked = {
  title: string;
  lead: string;
  /** What happens, and the button that leaves all as it is. */
  verb: string;
  stay: string;
  icon: IconName;
  destructive?: boolean;
};

/** Asks before something that cannot be taken back; answers true where it is to be done. */
@Component({
  selector: 'rp-confirm-dialog',
  imports: [Icon, MatButton],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ asked.title }}</h2>
      <p>{{ asked.lead }}</p>
    </header>
    <footer>
      <button matButton="outlined" type="button" (click)="close()">{{ asked.stay }}</button>
      <button matButton="filled" type="button" [class.del]="asked.destructive" (click)="close(true)">
        <rp-icon [name]="asked.icon" />{{ asked.verb }}
      </button>
    </footer>
  `,
})
export class ConfirmDialog {
  private readonly sheet = injectSheet<ConfirmAsked, boolean>();
  protected readonly asked = this.sheet.data;
  protected readonly close = this.sheet.close;
}
