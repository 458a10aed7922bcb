import { Component, computed, input } from '@angular/core';
import { Button } from '../parts/button.ts';
import type { UntilAnswered } from '../../core/until-answered.ts';
import { Icon } from '../parts/icon.ts';

/** Note that a submission is stored in the page and retried; empty if there is none. */
@Component({
  selector: 'rp-waiting-request',
  imports: [Icon, Button],
  template: `<div role="status">
    @if (request().isWaiting()) {
      <div class="note warnb">
        <rp-icon name="wifi-off" />
        <div class="grow">
          <p>
            @if (request().reason(); as reason) {
              <b class="strong">Reprise does not accept it now.</b> {{ reason }}
            } @else {
              <b class="strong">Reprise does not answer.</b>
            }
            Keep this page open: it submits {{ what() }} again, with the same key, {{ until() }}. Nothing is submitted
            twice.
          </p>
          <p class="row wrap">
            <button matButton="outlined" class="s" type="button" (click)="request().tryNow()">Try now</button>
            <button matButton class="s" type="button" (click)="request().stop()">Stop trying</button>
          </p>
        </div>
      </div>
    }
  </div>`,
  styles: `
    .row {
      margin-top: 8px;
    }
  `,
})
export class WaitingRequest {
  readonly request = input.required<UntilAnswered>();
  /** Object of the submission, such as "the job". */
  readonly what = input.required<string>();
  protected readonly until = computed(() =>
    this.request().reason() ? 'until Reprise accepts it' : 'once Reprise is back',
  );
}
