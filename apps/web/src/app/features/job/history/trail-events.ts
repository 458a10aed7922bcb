import { Component, computed, input, signal } from '@angular/core';
import { isTaskEntry, type TypedHistoryEntry } from '@reprise/contracts';
import { capital, clockTime, count, utc } from '../../../shared/format.ts';
import { EventDetail } from '../../../shared/history/event-detail.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { taskEventText } from './step-text.ts';
import { plain } from './trail-item.ts';

/** Number of events listed initially. */
const FIRST = 50;

/** The events of an entry in the trail, one line each. When expanded, a line shows its facts and the recorded event. */
@Component({
  selector: 'rp-trail-events',
  imports: [EventDetail, Icon],
  template: `
    <ul>
      @for (line of shown(); track line.seq) {
        <li>
          <button type="button" [attr.aria-expanded]="open().has(line.seq)" (click)="toggle(line.seq)">
            <rp-icon class="s" name="chevron-right" /><span class="words">
              @for (part of line.text; track $index) {
                <span [class.strong]="part.bold" [textContent]="part.text"></span>
              }</span
            ><time [title]="line.utc" [attr.datetime]="line.at">{{ line.time }}</time>
          </button>
          @if (open().has(line.seq)) {
            <rp-event-detail class="detail" [entry]="line.recorded" />
          }
        </li>
      }
    </ul>
    @if (shown().length < events().length) {
      <button class="link" type="button" (click)="all.set(true)">Show all {{ count(events().length) }} events</button>
    }
  `,
  styleUrl: './trail-events.css',
})
export class TrailEvents {
  readonly events = input.required<readonly TypedHistoryEntry[]>();
  protected readonly all = signal(false);
  protected readonly count = count;
  /** Sequences of the events for which facts are shown. */
  protected readonly open = signal<ReadonlySet<number>>(new Set());
  protected readonly shown = computed(() =>
    this.events()
      .slice(0, this.all() ? undefined : FIRST)
      .map((event) => ({
        seq: event.seq,
        at: event.at,
        time: clockTime(event.at),
        utc: utc(event.at),
        text: isTaskEntry(event) ? taskEventText(event) : [plain(capital(event.recorded.type.replaceAll('_', ' ')))],
        recorded: event.recorded,
      })),
  );

  protected toggle(seq: number): void {
    this.open.update((open) => {
      const next = new Set(open);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }
}
