import { Component, computed, inject, input } from '@angular/core';
import type { RunnerView } from '@reprise/contracts';
import { knownSlotsTaken } from '@reprise/contracts/starting';
import { Health } from '../../shared/health/health.ts';
import { plural } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import type { HealthLine } from './health-line.ts';
import { ShellActions } from '../shell-actions.ts';

/** Empty if no run is simulated. */
function simulatedText(alive: readonly RunnerView[]): string {
  if (!alive.some(({ simulated }) => simulated)) return '';
  return alive.every(({ simulated }) => simulated) ? 'Runs are simulated' : 'Some runs are simulated';
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** Connection, lag of the projection, runners and slots, at a glance. */
@Component({
  selector: 'rp-health-card',
  imports: [Icon],
  template: `
    <div>
      <rp-icon class="s" [class]="'s ' + line().tone" [name]="line().icon" /><span class="word">{{ line().word }}</span
      ><b>{{ line().lag }}</b>
    </div>
    <button type="button" (click)="actions.open('runners')">
      <rp-icon class="s t3" name="server" /><span class="word">{{ runners().words }}</span
      ><b>{{ runners().slots }}</b>
    </button>
    @if (runners().simulated; as words) {
      <div>
        <rp-icon class="s warn" name="flask-conical" /><span class="word">{{ words }}</span>
      </div>
    }
    @if (runners().exposed) {
      <button type="button" (click)="actions.open('runners')">
        <rp-icon class="s warn" name="triangle-alert" /><span class="word">Tasks are not isolated</span>
      </button>
    }
  `,
  styleUrl: './health-card.css',
})
export class HealthCard {
  private readonly health = inject(Health);
  protected readonly actions = inject(ShellActions);
  readonly line = input.required<HealthLine>();
  protected readonly runners = computed(() => {
    const all = this.health.runners();
    if (!all) return { words: 'Runners', slots: '', simulated: '', exposed: false };
    const alive = all.filter((runner) => runner.alive);
    const slots = sum(alive.map((runner) => runner.slots));
    const taken = alive.map(knownSlotsTaken).filter((known) => known !== null);
    return {
      words: alive.length ? plural(alive.length, 'runner') : 'No runner heard',
      slots:
        taken.length < alive.length ? plural(slots, 'slot') : alive.length ? `${sum(taken)} of ${slots} slots` : '',
      simulated: simulatedText(alive),
      exposed: alive.some((runner) => runner.isolation === 'none' && !runner.simulated),
    };
  });
}
