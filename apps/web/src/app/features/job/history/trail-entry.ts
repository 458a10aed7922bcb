import { Component, computed, inject, input, output } from '@angular/core';
import { People } from '../../../shared/people/people.ts';
import { plural, utc } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { MomentClock } from './moment-clock.ts';
import { dayTime } from './moment-ticks.ts';
import { TrailEvents } from './trail-events.ts';
import type { TrailItem } from './trail-item.ts';

/** A sentence of the trail with its effects. When expanded, it also shows its events. */
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
  /** Emits the sequence of an event, to show the job as of that event. */
  readonly moment = output<number>();
  protected readonly time = computed(() => dayTime(this.item().moment.at, this.clock.present()));
  /** "3 events since 14:01:05": the time span between the first event and the one whose time is shown. */
  protected readonly events = computed(() => {
    const { events, moment } = this.item();
    const words = plural(events.length, 'event');
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last || first.at.slice(0, 19) >= last.at.slice(0, 19)) return words;
    const [word, other] = moment.seq === last.seq ? ['since', first] : ['until', last];
    return `${words} ${word} ${dayTime(other.at, this.clock.present())}`;
  });
  protected readonly people = inject(People);
  protected readonly utc = utc;
}
