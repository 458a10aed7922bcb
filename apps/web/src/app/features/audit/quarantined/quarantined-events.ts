import { Component, computed, inject } from '@angular/core';
import { Button } from '../../../shared/parts/button.ts';
import { quarantinedUrl } from '../../../core/api/audit-api.ts';
import { Clock } from '../../../core/clock.ts';
import { count, plural, utcMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { QuarantinedList } from './quarantined-list.ts';

/** The quarantined events with their reason and raw data. Empty if there are none. */
@Component({
  selector: 'rp-quarantined-events',
  imports: [Icon, Button],
  templateUrl: './quarantined-events.html',
  styleUrl: './quarantined-events.css',
})
export class QuarantinedEvents {
  private readonly list = inject(QuarantinedList);
  private readonly clock = inject(Clock);
  protected readonly entries = this.list.entries;
  protected readonly cursor = this.list.cursor;
  protected readonly error = this.list.error;
  protected readonly title = computed(() => {
    const { length } = this.entries();
    const more = this.cursor() === null ? '' : 'More than ';
    return `${more}${plural(length, 'event')} ${length === 1 ? 'has' : 'have'} no effect.`;
  });
  protected readonly count = count;
  protected readonly urlOf = quarantinedUrl;

  protected moment(iso: string): string {
    return utcMoment(iso, this.clock.now());
  }

  protected more(): void {
    void this.list.more();
  }
}
