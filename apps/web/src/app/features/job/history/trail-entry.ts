import { Component, computed, inject, input, output } from '@angular/core';
import { People } from '../../../shared/people/people.ts';
import { plural, utc } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icon.ts';
import { MomentClock } from '../as-of/moment-clock.ts';
import { dayTime } from '../as-of/moment-ticks.ts';
import { TrailEvents } from './trail-events.ts';
import type { TrailItem } from './trail-item.ts';

/** One sentence of the trail with its effects and, opened, its events. */
@Component({
  selector: 'li[rpTrailEntry]',
  imports: [Icon, TrailEvents],
  templateUrl: './trail-entry.html',
  styleUrl: './trail-entry.css',
})
export class TrailEntry {
  private readonly clock = inject(MomentClock);
  readonly item = input.required<TrailItem>();
  readonly open = input.required<boolean>();
  readonly toggled = output();
  /** Emits the sequence of an event to show the job as it was after it. */
  readonly moment = output<number>();
  protected readonly time = computed(() => dayTime(this.item().at, this.clock.present()));
  protected readonly momentTime = computed(() => dayTime(this.item().moment.at, this.clock.present()));
  protected readonly people = inject(People);
  protected readonly plural = plural;
  protected readonly utc = utc;
}
