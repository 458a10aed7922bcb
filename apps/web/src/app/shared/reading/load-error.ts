import { Component, input, output } from '@angular/core';
import { Button } from '../parts/button.ts';
import { Icon } from '../parts/icon.ts';

/** Notice that a list could not be read, with the reason and a retry button. */
@Component({
  selector: 'rp-load-error',
  imports: [Icon, Button],
  host: { class: 'note badb', role: 'alert' },
  template: `
    <rp-icon name="triangle-alert" />
    <span class="grow"
      ><b class="strong">Could not read {{ what() }}.</b> {{ why() }}</span
    >
    <button matButton="outlined" class="s" type="button" (click)="again.emit()">Try again</button>
  `,
})
export class LoadError {
  readonly what = input.required<string>();
  readonly why = input.required<string>();
  readonly again = output();
}
