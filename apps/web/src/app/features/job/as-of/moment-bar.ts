import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, DestroyRef, DOCUMENT, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { TypedHistoryEntry } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { People } from '../../../shared/people/people.ts';
import { clockTime, count, utc } from '../../../shared/format.ts';
import { pausedMs } from '@reprise/contracts/frozen-times';
import { Icon } from '../../../shared/parts/icon.ts';
import { MomentClock } from '../history/moment-clock.ts';
import { dayTime, indexOf, momentText, momentTicks } from '../history/moment-ticks.ts';

/** Debounce time while the slider is dragged. */
const DEBOUNCE_MS = 120;
const COPIED_MS = 1500;

/** A slider over the events of a job. Each event is a past state to show. */
@Component({
  selector: 'rp-moment-bar',
  imports: [Icon, Button],
  templateUrl: './moment-bar.html',
  styleUrl: './moment-bar.css',
  host: { '[class.past]': 'seq() !== null', role: 'region', 'aria-label': 'As it was' },
})
export class MomentBar {
  private readonly clipboard = inject(Clipboard);
  private readonly people = inject(People);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly document = inject(DOCUMENT);
  private readonly clock = inject(MomentClock);
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly history = input.required<TypedHistoryEntry[]>();
  /** Sequence of the event after which the job is shown; `null` for the present. */
  readonly seq = input.required<number | null>();
  /** Whether a past state is being read, while the present is still shown. */
  readonly coming = input(false);
  readonly go = output<number | null>();
  protected readonly ticks = computed(() => momentTicks(this.history()));
  protected readonly last = computed(() => this.history().length - 1);
  /** Index of the event at the thumb. */
  protected readonly at = linkedSignal<{ history: TypedHistoryEntry[]; seq: number | null }, number>({
    source: () => ({ history: this.history(), seq: this.seq() }),
    computation: ({ history, seq }, before) => {
      if (!before || this.timer === undefined) return indexOf(history, seq);
      // A new event does not move a thumb that is being dragged. At the end, the thumb stays at the end.
      return before.value === before.source.history.length - 1 ? history.length - 1 : before.value;
    },
  });
  protected readonly entry = computed(() => this.history()[this.at()]);
  protected readonly part = computed(() => (this.last() > 0 ? this.at() / this.last() : 1));
  protected readonly valueText = computed(() => {
    const entry = this.entry();
    if (!entry) return '';
    const paused = pausedMs(this.history(), entry.attempt);
    const words = momentText(entry, (actor) => this.people.text(actor), paused);
    return `Event ${this.at() + 1} of ${this.last() + 1}: ${words}, ${clockTime(entry.at)}`;
  });
  protected readonly time = computed(() => {
    const entry = this.entry();
    return entry ? dayTime(entry.at, this.clock.present()) : '';
  });
  protected readonly utcTime = computed(() => utc(this.entry()?.at ?? new Date(0).toISOString()));
  protected readonly place = computed(() => `Event ${count(this.at() + 1)} of ${count(this.last() + 1)}`);
  /** An event has two numbers: its position in the history of this job, and its sequence in the log of all jobs. */
  protected readonly inLog = computed(() => {
    const entry = this.entry();
    return entry ? `Of the events of this job; in the log, its sequence is ${entry.seq}` : '';
  });
  protected readonly copied = signal(false);

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected drag(value: string): void {
    this.at.set(Number(value));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), DEBOUNCE_MS);
  }

  protected settle(): void {
    // Read before the thumb is released.
    const seq = this.at() === this.last() ? null : (this.entry()?.seq ?? null);
    clearTimeout(this.timer);
    this.timer = undefined;
    if (seq !== this.seq()) this.go.emit(seq);
  }

  protected copyLink(): void {
    if (!this.clipboard.copy(this.document.location.href)) return;
    this.copied.set(true);
    void this.announcer.announce('Copied');
    setTimeout(() => this.copied.set(false), COPIED_MS);
  }
}
