import { Component, computed, signal } from '@angular/core';
import { Button } from '../../../shared/parts/button.ts';
import { injectSheet } from '../../../core/inject-sheet.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { spanBetween, type TimeSpan } from '../audit-state.ts';

/** Dialog for a time span in UTC. Either end may be left open. */
@Component({
  selector: 'rp-time-span-dialog',
  imports: [Icon, Button],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>Time span</h2>
      <p>In UTC, like the entries. An empty field leaves that end open.</p>
    </header>
    <form (submit)="$event.preventDefault(); go()">
      <div class="body">
        <div>
          <label class="lbl" for="rp-from">From, UTC</label>
          <input
            class="inp form"
            id="rp-from"
            type="datetime-local"
            step="1"
            [value]="from()"
            (input)="from.set($any($event.target).value)"
          />
        </div>
        <div>
          <label class="lbl" for="rp-to">To, UTC</label>
          <input
            class="inp form"
            id="rp-to"
            type="datetime-local"
            step="1"
            [attr.aria-invalid]="wrong() ? true : null"
            aria-describedby="rp-to-hint"
            [value]="to()"
            (input)="to.set($any($event.target).value)"
          />
          @if (wrong()) {
            <p class="hint bad" id="rp-to-hint" role="alert">
              <rp-icon class="s" name="circle-x" />Must be after the start
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
export class TimeSpanDialog {
  protected readonly sheet = injectSheet<TimeSpan, TimeSpan>();
  protected readonly from = signal('from' in this.sheet.data ? field(this.sheet.data.from) : '');
  protected readonly to = signal('to' in this.sheet.data ? field(this.sheet.data.to) : '');
  private readonly span = computed(() => spanBetween(this.from(), this.to()));
  protected readonly wrong = computed(() => {
    const span = this.span();
    return 'from' in span && span.to !== '' && span.from > span.to;
  });

  protected go(): void {
    if (!this.wrong()) this.sheet.close(this.span());
  }
}

/** Text of a `datetime-local` field for a time. */
const field = (iso: string): string => iso.slice(0, 19);
