import { Component, input, output } from '@angular/core';
import { Icon } from '../parts/icon.ts';

/** Button "3 new" above a list, for rows that are not shown yet. Hidden while the count is zero or empty. */
@Component({
  selector: 'rp-new-rows',
  imports: [Icon],
  template: `
    @if (count(); as n) {
      <button type="button" (click)="show.emit()"><rp-icon class="s" name="arrow-up" />{{ n }} new</button>
    }
    <p class="vh" role="status">{{ count() ? count() + ' new' : '' }}</p>
  `,
  styles: `
    :host {
      display: contents;
    }
    button {
      position: sticky;
      top: 12px;
      z-index: 4;
      display: flex;
      align-items: center;
      gap: 6px;
      height: 28px;
      margin: 0 auto -28px;
      padding: 0 12px 0 10px;
      border: 0;
      border-radius: var(--rp-r-full);
      background: var(--rp-accent);
      box-shadow: var(--rp-shadow-3);
      color: var(--rp-on-accent);
      font: var(--rp-t-strong);
      cursor: pointer;
    }
    @media (max-width: 719.98px) {
      button {
        top: 64px;
        height: 36px;
      }
    }
  `,
})
export class NewRows {
  readonly count = input.required<number | string>();
  readonly show = output();
}
