import { Component, computed, signal } from '@angular/core';
import { injectSheet } from '../../../../core/inject-sheet.ts';
import { Button } from '../../../../shared/parts/button.ts';
import { Icon } from '../../../../shared/parts/icon.ts';
import type { MoreFilters } from '../../more-filters.ts';
import { dayOf, endOfDay, startOfDay } from './more-text.ts';

/** Dialog for the days on which jobs were submitted. Either end may be left open. */
@Component({
  selector: 'rp-days-dialog',
  imports: [Button, Icon],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>Submitted</h2>
      <p>Whole days in your time zone. An empty field leaves that end open.</p>
    </header>
    <form (submit)="$event.preventDefault(); go()">
      <div class="body">
        <div>
          <label class="lbl" for="rp-from">From</label>
          <input
            class="inp form"
            id="rp-from"
            type="date"
            [value]="from()"
            (input)="from.set($any($event.target).value)"
          />
        </div>
        <div>
          <label class="lbl" for="rp-to">To</label>
          <input
            class="inp form"
            id="rp-to"
            type="date"
            [attr.aria-invalid]="wrong() ? true : null"
            aria-describedby="rp-to-hint"
            [value]="to()"
            (input)="to.set($any($event.target).value)"
          />
          @if (wrong()) {
            <p class="hint bad" id="rp-to-hint" role="alert">
              <rp-icon class="s" name="circle-x" />Must not be before the first day
            </p>
          }
        </div>
      </div>
      <footer>
        <button matButton="outlined" type="button" (click)="sheet.close()">Cancel</button>
        <button matButton="filled" type="submit">Apply</button>
      </footer>
    </form>
  `,
})
export class DaysDialog {
  protected readonly sheet = injectSheet<MoreFilters, MoreFilters>();
  protected readonly from = signal(dayOf(this.sheet.data.from));
  protected readonly to = signal(dayOf(this.sheet.data.to));
  protected readonly wrong = computed(() => !!this.from() && !!this.to() && this.from() > this.to());

  protected go(): void {
    if (this.wrong()) return;
    const [from, to] = [this.from(), this.to()];
    this.sheet.close({ from: from && startOfDay(from), to: to && endOfDay(to) });
  }
}
