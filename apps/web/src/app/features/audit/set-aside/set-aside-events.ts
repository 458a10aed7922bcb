import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SetAsideEntry } from '@reprise/contracts';
import { AuditApi, setAsideUrl } from '../../../core/api/audit-api.ts';
import { messageOf } from '../../../core/problem.ts';
import { Clock } from '../../../core/clock.ts';
import { count, plural, utcMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icon.ts';

/** The events that were not applied, with reason and raw data; shows nothing where there are none. */
@Component({
  selector: 'rp-set-aside-events',
  imports: [Icon, MatButton],
  templateUrl: './set-aside-events.html',
  styleUrl: './set-aside-events.css',
})
export class SetAsideEvents {
  private readonly api = inject(AuditApi);
  private readonly clock = inject(Clock);
  protected readonly entries = signal<readonly SetAsideEntry[]>([]);
  protected readonly cursor = signal<string | null>(null);
  protected readonly error = signal('');
  /** Whether it is known if there are any: what is drawn below before would be moved by them. */
  readonly answered = signal(false);
  protected readonly title = computed(() => {
    const { length } = this.entries();
    const more = this.cursor() === null ? '' : 'More than ';
    return `${more}${plural(length, 'event')} could not be applied.`;
  });
  protected readonly count = count;
  protected readonly urlOf = setAsideUrl;

  constructor() {
    void this.load();
  }

  protected moment(iso: string): string {
    return utcMoment(iso, this.clock.now());
  }

  protected async load(): Promise<void> {
    this.error.set('');
    try {
      const { items, next_cursor } = await this.api.setAside(this.cursor() ?? undefined);
      this.entries.update((entries) => [...entries, ...items]);
      this.cursor.set(next_cursor);
    } catch (error) {
      this.error.set(messageOf(error));
    }
    this.answered.set(true);
  }
}
