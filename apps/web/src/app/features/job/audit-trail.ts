import { Component, computed, input, signal } from '@angular/core';
import type { AttemptView, HistoryEntry } from '@reprise/contracts';
import { clockTime, duration, initials, plural, utc } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.ts';
import { ATTEMPT_LOOK } from './attempt-tabs.ts';
import { storyOf } from './story.ts';

/** Who did what to the job, why, and what came of it: newest first, down to the raw events. */
@Component({
  selector: 'rp-audit-trail',
  imports: [Icon],
  templateUrl: './audit-trail.html',
  styleUrl: './audit-trail.css',
  host: { role: 'complementary', 'aria-labelledby': 'rp-trail' },
})
export class AuditTrail {
  readonly history = input.required<HistoryEntry[]>();
  readonly attempts = input.required<AttemptView[]>();
  protected readonly chapters = computed(() => storyOf(this.history()));
  protected readonly count = computed(() => plural(this.history().length, 'event'));
  protected readonly open = signal<ReadonlySet<number>>(new Set());
  protected readonly initials = initials;
  protected readonly clockTime = clockTime;
  protected readonly utc = utc;

  protected about(attempt: number): string {
    const view = this.attempts().find((other) => other.attempt === attempt);
    if (!view) return '';
    const mode = view.mode === 'from_step' ? 'from step' : view.mode;
    const took = view.duration_ms === null ? '' : ` after ${duration(view.duration_ms)}`;
    return `${mode}, ${ATTEMPT_LOOK[view.status].word}${took}`;
  }

  protected toggle(key: number): void {
    this.open.update((open) => {
      const next = new Set(open);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }

  protected raw(event: HistoryEntry): string {
    return JSON.stringify(event, null, 2);
  }
}
