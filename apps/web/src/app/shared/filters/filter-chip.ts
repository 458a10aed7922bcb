import { Component, input, output, viewChild } from '@angular/core';
import { Icon } from '../parts/icon.ts';
import { OpensMenu } from '../menu/opens-menu.ts';

/** Filter chip with at most one value. Opens its menu if unset; shows the value and a button to remove it if set. */
@Component({
  selector: 'rp-filter-chip',
  imports: [Icon, OpensMenu],
  template: `
    <!-- One button in both states: it keeps the focus when the filter is set or removed. -->
    <button
      class="chip"
      type="button"
      [class.on]="value()"
      [rpOpensMenu]="!value()"
      [attr.aria-label]="value() ? label() + ' ' + value() + ', remove filter' : null"
      (click)="value() && cleared.emit()"
    >
      {{ label() }}
      @if (value(); as value) {
        <b class="cut">{{ value }}</b>
      }
      <rp-icon class="s" [name]="value() ? 'x' : 'chevron-down'" />
    </button>
  `,
  styles: `
    :host {
      display: contents;
    }
    b {
      max-width: 220px;
      font-weight: 600;
    }
  `,
})
export class FilterChip {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  /** Button of its menu, for `rpMenuOpener`. */
  readonly opener = viewChild.required(OpensMenu);
  readonly cleared = output();
}
