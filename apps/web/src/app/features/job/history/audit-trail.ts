import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { AttemptView, JobView, TypedHistoryEntry } from '@reprise/contracts';
import { count, plural } from '../../../shared/format.ts';
import { Glide } from '../../../shared/parts/glide.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { attemptLook } from '../../../shared/attempt/attempt-look.ts';
import { modeText } from '../../../shared/attempt/mode-text.ts';
import { tookText } from '../../../shared/attempt/took-text.ts';
import { People } from '../../../shared/people/people.ts';
import { TrailEntry } from './trail-entry.ts';
import { trailOf } from './trail.ts';

/** The history of one job, the newest first: user, command, reason and outcome, with the raw events. */
@Component({
  selector: 'rp-audit-trail',
  imports: [Glide, Icon, TrailEntry],
  templateUrl: './audit-trail.html',
  styleUrl: './audit-trail.css',
  host: { role: 'complementary', 'aria-labelledby': 'rp-trail' },
  hostDirectives: [Glide],
})
export class AuditTrail {
  private readonly people = inject(People);
  readonly job = input.required<JobView>();
  readonly history = input.required<TypedHistoryEntry[]>();
  /** Number of omitted events, which are later than the past state that is shown. */
  readonly later = input.required<number>();
  readonly attempts = input.required<AttemptView[]>();
  protected readonly sections = computed(() => trailOf(this.history(), (id) => this.people.runner(id)));
  /** Emits the sequence of an event, to show the job as of that event. */
  readonly moment = output<number>();
  protected readonly count = computed(() => {
    const [shown, later] = [this.history().length, this.later()];
    return later ? `${count(shown)} of ${plural(shown + later, 'event')}` : plural(shown, 'event');
  });
  /** Attempts whose section is collapsed. */
  protected readonly folded = signal<ReadonlySet<number>>(new Set());
  protected readonly open = signal<ReadonlySet<number>>(new Set());

  protected about(attempt: number): string {
    const view = this.attempts().find((other) => other.attempt === attempt);
    if (!view) return '';
    const then = this.later() && view.duration_ms === null ? ' then' : '';
    const took = view.duration_ms === null ? '' : ` after ${tookText(view)}`;
    const outcome = `${attemptLook(view, this.job()).word}${took}${then}`;
    return [modeText(view), outcome].filter(Boolean).join(', ');
  }

  protected toggle(key: number): void {
    this.open.update((open) => toggled(open, key));
  }

  protected fold(attempt: number): void {
    this.folded.update((folded) => toggled(folded, attempt));
  }
}

function toggled(set: ReadonlySet<number>, key: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
