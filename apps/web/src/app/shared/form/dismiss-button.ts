import { Button } from '../parts/button.ts';
import { Component, input, type Signal } from '@angular/core';

/** Button that closes a dialog without a result. Disabled while the dialog waits for a response. */
@Component({
  selector: 'rp-dismiss-button',
  imports: [Button],
  template: `
    <button
      matButton="outlined"
      type="button"
      [disabled]="sheet().isHeld()"
      disabledInteractive
      (click)="sheet().dismiss()"
    >
      <ng-content />
    </button>
  `,
  styles: `
    :host {
      display: flex;
    }
    button {
      flex: 1;
    }
  `,
})
export class DismissButton {
  readonly sheet = input.required<{ readonly isHeld: Signal<boolean>; dismiss(): void }>();
}
