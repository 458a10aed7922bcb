import { Component, computed, inject, input, output } from '@angular/core';
import { recordedType, type TypedHistoryEntry } from '@reprise/contracts';
import { initials, plural, utc } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icon.ts';
import { MomentClock } from '../as-of/moment-clock.ts';
import { dayTime } from '../as-of/moment-ticks.ts';
import type { TrailItem } from './trail-item.ts';

/** One sentence of the trail with its effects and, opened, its raw events. */
@Component({
  selector: 'li[rpTrailEntry]',
  imports: [Icon],
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
  protected readonly initials = initials;
  protected readonly plural = plural;
  protected readonly recordedType = recordedType;
  protected readonly utc = utc;

  /** The entry as the API gave it. */
  protected raw(event: TypedHistoryEntry): string {
    return JSON.stringify({ ...event, type: recordedType(event), recorded_type: undefined }, null, 2);
  }
}
