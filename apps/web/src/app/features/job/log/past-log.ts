import { Component, computed, input } from '@angular/core';
import type { TypedHistoryEntry } from '@reprise/contracts';
import { clockTime } from '../../../shared/format.ts';
import { taskLog } from './task-log.ts';

/**
 * Shows an attempt's task events up to a past state. The log file itself has no reliable times at which it could be
 * cut.
 */
@Component({
  selector: 'rp-past-log',
  template: `
    <p class="small t2">From the events of its tasks{{ until() ? ', until ' + until() : '' }}</p>
    <div class="log" role="log" aria-live="off" tabindex="0" aria-label="Log">
      @for (line of lines(); track $index) {
        <div [class]="line.tone">
          <span class="ts" [textContent]="line.time"></span>&ngsp;<span [textContent]="line.text"></span>
        </div>
      } @empty {
        <div class="ts">No task had been submitted yet.</div>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      padding: 8px 16px;
      border-bottom: 1px solid var(--rp-line);
    }
    .log {
      max-height: 300px;
    }
    .log .ts:not(:empty) {
      margin-right: 2ch;
    }
    .log:focus-visible {
      outline-offset: -2px;
    }
  `,
})
export class PastLog {
  readonly history = input.required<TypedHistoryEntry[]>();
  readonly attempt = input.required<number>();
  protected readonly lines = computed(() => taskLog(this.history(), this.attempt()));
  protected readonly until = computed(() => {
    const last = this.history().at(-1);
    return last ? clockTime(last.at) : '';
  });
}
