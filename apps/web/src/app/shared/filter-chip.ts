import { Component, input, output } from '@angular/core';
import { MatMenuTrigger, type MatMenu } from '@angular/material/menu';
import { Icon } from './icon.ts';

/** A filter of a list that has one value or none: unset it opens its menu, set it shows the value and can be removed. */
@Component({
  selector: 'rp-filter-chip',
  imports: [Icon, MatMenuTrigger],
  template: `
    @if (value(); as value) {
      <button
        class="chip on"
        type="button"
        [attr.aria-label]="label() + ' ' + value + ', remove filter'"
        (click)="cleared.emit()"
      >
        {{ label() }} <b class="cut">{{ value }}</b><rp-icon class="s" name="x" />
      </button>
    } @else {
      <button class="chip" type="button" [matMenuTriggerFor]="menu()" (menuOpened)="opened.emit()">
        {{ label() }}<rp-icon class="s" name="chevron-down" />
      </button>
    }
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
  readonly menu = input.required<MatMenu>();
  readonly opened = output();
  readonly cleared = output();
}
