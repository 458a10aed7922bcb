import { Component, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Icon } from '../parts/icon.ts';

/** Filter chip with several values. Its menu stays open while the user chooses them. */
@Component({
  selector: 'rp-choice-chip',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button class="chip" type="button" [class.on]="chosen().length" [matMenuTriggerFor]="menu">
      {{ label() }}
      @if (chosen().length) {
        <b>{{ chosen().join(', ') }}</b>
      }
      <rp-icon class="s" name="chevron-down" />
    </button>
    @if (chosen().length) {
      <button
        class="chip on off"
        type="button"
        [attr.aria-label]="'Remove the filter by ' + label().toLowerCase()"
        (click)="changed.emit([])"
      >
        <rp-icon class="s" name="x" />
      </button>
    }
    <mat-menu #menu>
      @for (option of options(); track option) {
        <button
          mat-menu-item
          role="menuitemcheckbox"
          [attr.aria-checked]="chosen().includes(option)"
          (click)="toggle(option); $event.stopPropagation()"
        >
          <rp-icon class="s" name="check" [class.unset]="!chosen().includes(option)" />{{ option }}
        </button>
      }
    </mat-menu>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    b {
      max-width: 220px;
      font-weight: 600;
    }
    .on:not(:last-of-type) {
      padding-right: 6px;
      border-top-right-radius: 0;
      border-bottom-right-radius: 0;
    }
    .off {
      padding: 0 8px 0 4px;
      border-top-left-radius: 0;
      border-bottom-left-radius: 0;
    }
    .unset {
      opacity: 0;
    }
  `,
})
export class ChoiceChip<T extends string> {
  readonly label = input.required<string>();
  readonly options = input.required<readonly T[]>();
  readonly chosen = input.required<readonly T[]>();
  readonly changed = output<T[]>();

  protected toggle(option: T): void {
    const chosen = this.chosen();
    this.changed.emit(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  }
}
