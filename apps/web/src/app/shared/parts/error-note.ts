import { Component, input } from '@angular/core';
import { Icon } from './icon.ts';

/** Notice that something failed, with the reason. */
@Component({
  selector: 'rp-error-note',
  imports: [Icon],
  host: { class: 'note badb', role: 'alert' },
  template: `<rp-icon name="triangle-alert" /><span class="grow">{{ why() }}</span>`,
})
export class ErrorNote {
  readonly why = input.required<string>();
}
