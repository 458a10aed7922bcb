import { Component, computed, signal } from '@angular/core';
import { injectSheet } from '../../../../core/inject-sheet.ts';
import { Button } from '../../../../shared/parts/button.ts';
import { Icon } from '../../../../shared/parts/icon.ts';
import type { MoreFilters } from '../../more-filters.ts';

/** Dialog for the time that jobs have run. Either end may be left open. */
@Component({
  selector: 'rp-duration-dialog',
  imports: [Button, Icon],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>Duration</h2>
      <p>How long the current attempt has run, without pauses. An empty field leaves that end open.</p>
    </header>
    <form (submit)="$event.preventDefault(); go()">
      <div class="body">
        <div>
          <label class="lbl" for="rp-min">At least, in minutes</label>
          <input
            class="inp form"
            id="rp-min"
            type="number"
            min="0"
            step="any"
            [value]="min()"
            (input)="min.set($any($event.target).value)"
          />
        </div>
        <div>
          <label class="lbl" for="rp-max">At most, in minutes</label>
          <input
            class="inp form"
            id="rp-max"
            type="number"
            min="0"
            step="any"
            [attr.aria-invalid]="wrong() ? true : null"
            aria-describedby="rp-max-hint"
            [value]="max()"
            (input)="max.set($any($event.target).value)"
          />
          @if (wrong()) {
            <p class="hint bad" id="rp-max-hint" role="alert">
              <rp-icon class="s" name="circle-x" />Must not be less than the minimum
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
export class DurationDialog {
  protected readonly sheet = injectSheet<MoreFilters, MoreFilters>();
  protected readonly min = signal(minutes(this.sheet.data.min_duration_ms));
  protected readonly max = signal(minutes(this.sheet.data.max_duration_ms));
  protected readonly wrong = computed(() => !!this.min() && !!this.max() && Number(this.min()) > Number(this.max()));

  protected go(): void {
    if (this.wrong()) return;
    this.sheet.close({ min_duration_ms: ms(this.min()), max_duration_ms: ms(this.max()) });
  }
}

const MINUTE_MS = 60_000;
const minutes = (text: string | undefined): string => (text ? String(Number(text) / MINUTE_MS) : '');
const ms = (text: string): string => (text ? String(Math.round(Number(text) * MINUTE_MS)) : '');
