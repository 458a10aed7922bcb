import { Component, input, output } from '@angular/core';
import { MatMenuTrigger, type MatMenu } from '@angular/material/menu';
import { Icon } from '../icon.ts';

/** Filter chip with at most one value: opens its menu when unset, shows and removes the value when set. */
@Component({
  selector: 'rp-filter-chip',
  imports: [Icon, MatMenuTrigger],
  template: `
    <!-- One button in both states: it keeps the focus when the filter is set or removed. -->
    <button
      #trigger="matMenuTrigger"
      class="chip"
      type="button"
      [class.on]="value()"
      [matMenuTriggerFor]="value() ? null : menu()"
      [attr.aria-expanded]="value() ? null : trigger.menuOpen"
      [attr.aria-label]="value() ? label() + ' ' + value() + ', remove filter' : null"
      (menuOpened)="opened.emit()"
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
  /** Null where there is nothing to choose from: the chip is shown only while it is set. */
  readonly menu = input.required<MatMenu | null>();
  readonly opened = output();
  readonly cleared = output();
}
