import { Component, computed, inject, model } from '@angular/core';
import { Clock } from '@reprise/web/core/clock.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';

const DAYS = [7, 30, 90, 180, 366] as const;
export const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;
let last = 0;

/** Choice of how long an API token is valid. Shows the day on which it ends. */
@Component({
  selector: 'rp-expiry-picker',
  imports: [Icon],
  template: `
    <label class="lbl" [for]="id">Expires</label>
    <span class="pick">
      <select
        class="inp form"
        [id]="id"
        [attr.aria-describedby]="id + '-end'"
        (change)="days.set(+$any($event.target).value)"
      >
        @for (each of choices; track each) {
          <option [value]="each" [selected]="each === days()">after {{ each }} days</option>
        }
      </select>
      <rp-icon name="chevron-down" />
    </span>
    <p class="hint" [id]="id + '-end'">On {{ end() }}</p>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class ExpiryPicker {
  private readonly clock = inject(Clock);
  protected readonly id = `rp-expiry-${++last}`;
  readonly days = model.required<number>();
  protected readonly choices = DAYS;
  protected readonly end = computed(() =>
    dateTime(new Date(this.clock.now() + this.days() * DAY_MS).toISOString(), this.clock.now()),
  );
}
