import { Component, computed, inject } from '@angular/core';
import { Health } from '../core/health.ts';
import { plural } from '../shared/format.ts';
import { Icon } from '../shared/icon.ts';
import type { IconName } from '../shared/icons.ts';
import { ShellActions } from './shell-actions.ts';

/** Connection, how far the view is behind, runners and their slots, at a glance. */
@Component({
  selector: 'rp-health-card',
  imports: [Icon],
  template: `
    <div>
      <rp-icon class="s" [class]="'s ' + line().tone" [name]="line().icon" />{{ line().word }}<b>{{ line().behind }}</b>
    </div>
    <button type="button" (click)="actions.runners()">
      <rp-icon class="s t3" name="server" />{{ runners().words }}<b>{{ runners().slots }}</b>
    </button>
    @if (runners().simulated) {
      <div><rp-icon class="s warn" name="flask-conical" />Runs are simulated</div>
    }
  `,
  styleUrl: './health-card.css',
})
export class HealthCard {
  private readonly health = inject(Health);
  protected readonly actions = inject(ShellActions);
  protected readonly line = computed((): { word: string; icon: IconName; tone: string; behind: string } => {
    const state = this.health.live.state();
    if (state === 'down') return { word: 'Not connected', icon: 'wifi-off', tone: 'bad', behind: '' };
    if (state === 'connecting') return { word: 'Connecting', icon: 'circle-dashed', tone: 't3', behind: '' };
    const lag = this.health.projection()?.lag_ms;
    const behind = lag === undefined ? '' : `${(lag / 1000).toFixed(1)} s behind`;
    return { word: 'Live', icon: 'circle-check', tone: 'ok', behind };
  });
  protected readonly runners = computed(() => {
    const all = this.health.runners();
    if (!all) return { words: 'Runners', slots: '', simulated: false };
    const alive = all.filter((runner) => runner.alive);
    const sum = (of: 'slots' | 'slots_taken') => alive.reduce((n, runner) => n + runner[of], 0);
    return {
      words: alive.length ? plural(alive.length, 'runner') : 'No runner',
      slots: alive.length ? `${sum('slots_taken')} of ${sum('slots')} slots` : '',
      simulated: alive.some((runner) => runner.simulated),
    };
  });
}
