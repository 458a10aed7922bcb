import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** QR code of a text, drawn as one path. */
@Component({
  selector: 'rp-qr-code',
  template: `<svg [attr.viewBox]="box()" role="img" [attr.aria-label]="label()" shape-rendering="crispEdges">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: block;
      width: 184px;
      padding: 8px;
      border-radius: var(--rp-r-2);
      background: #fff;
    }
    svg {
      display: block;
      fill: #000;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  private readonly code = computed(() => encode(this.text(), { border: 1 }));
  protected readonly box = computed(() => `0 0 ${String(this.code().size)} ${String(this.code().size)}`);
  protected readonly path = computed(() =>
    this.code()
      .data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])))
      .join(''),
  );
}
