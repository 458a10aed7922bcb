import { Component, input } from '@angular/core';
import { CopyButton } from './copy-button.ts';

/** Text that is shown only once and can be copied: a token, a secret, a one-time link. */
@Component({
  selector: 'rp-shown-secret',
  imports: [CopyButton],
  host: { class: 'inp form' },
  template: `<code class="mono grow">{{ text() }}</code
    ><rp-copy [text]="text()" [what]="what()" />`,
  styles: `
    :host {
      height: auto;
      min-height: 36px;
      padding: 8px 10px;
    }
    code {
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
})
export class ShownSecret {
  readonly text = input.required<string>();
  /** Name of the copied text, for the button: "the token". */
  readonly what = input.required<string>();
}
