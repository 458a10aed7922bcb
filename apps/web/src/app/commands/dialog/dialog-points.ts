import { Component, input } from '@angular/core';
import type { DialogText } from '../base/page-command.ts';
import { Icon } from '../../shared/parts/icon.ts';

export type DialogPoint = DialogText['points'][number] & { readonly isWarning?: true };

/** Effects of a command as a list. */
@Component({
  selector: 'ul[rpDialogPoints]',
  imports: [Icon],
  template: `
    @for (point of points(); track $index) {
      <li>
        <rp-icon [class]="point.isWarning ? 'warn' : 't3'" [name]="point.icon" />
        <span
          ><span class="strong">{{ point.strong }}</span
          >&ngsp;<span class="t2">{{ point.text }}</span></span
        >
      </li>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    li {
      display: flex;
      gap: 8px;
    }
    rp-icon {
      padding-top: 2px;
    }
  `,
})
export class DialogPoints {
  readonly points = input.required<readonly DialogPoint[]>();
}
