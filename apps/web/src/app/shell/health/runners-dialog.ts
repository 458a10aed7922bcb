import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Clock } from '../../core/clock.ts';
import { Health } from '../../shared/health/health.ts';
import { injectSheet } from '../../core/sheets.ts';
import { ago, capital, runnerName } from '../../shared/format.ts';

/** Dialog with every known runner: whether it takes jobs, or why not. */
@Component({
  selector: 'rp-runners-dialog',
  imports: [MatButton],
  host: { class: 'dlg' },
  template: `
    <header><h2>Runners</h2></header>
    <div class="body">
      @for (runner of health.runners() ?? []; track runner.runner_id) {
        <div class="runner">
          <span class="two">
            <span class="strong" [title]="runner.runner_id">{{ name(runner.runner_id) }}</span>
            <span>
              Nextflow {{ runner.nextflow_version }}{{ runner.simulated ? ', simulated runs' : '' }}, storage
              <span class="mono">{{ runner.storage_id }}</span>
            </span>
            @if (runner.isolation === 'none') {
              <span class="warn"
                >Tasks are not isolated: they can read and change what Reprise keeps. See its log.</span
              >
            }
          </span>
          <span class="two right">
            @if (!runner.alive) {
              <span class="warn">Not heard of</span><span>last {{ ago(runner.last_seen) }}</span>
            } @else if (runner.holds_back) {
              <span class="warn">Takes no jobs</span><span>{{ runner.holds_back }}</span>
            } @else {
              <span class="ok">Takes jobs</span
              ><span class="tn">{{ runner.slots_taken }} of {{ runner.slots }} slots taken</span>
            }
          </span>
        </div>
      } @empty {
        <p class="t2">None has been heard of yet. One starts with <span class="mono">npm start</span>.</p>
      }
    </div>
    <footer><button matButton="outlined" type="button" (click)="close()">Close</button></footer>
  `,
  styles: `
    :host {
      display: block;
    }
    .runner {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      padding: 10px 0;
      border-top: 1px solid var(--rp-line);
    }
    .runner > :first-child {
      flex: 1 1 260px;
    }
    .right {
      flex: none;
      max-width: 100%;
      text-align: right;
    }
    .two > span {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    @media (max-width: 719.98px) {
      .right {
        margin-left: 0;
        text-align: left;
      }
    }
  `,
})
export class RunnersDialog {
  private readonly clock = inject(Clock);
  protected readonly health = inject(Health);
  protected readonly close = injectSheet<null, undefined>().close;
  protected readonly name = (id: string) => capital(runnerName(id));
  protected readonly ago = (iso: string) => ago(iso, this.clock.now());
}
