import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Clock } from '../../core/clock.ts';
import { count, plural, utcDay } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.ts';
import { type Extra, RowWindow } from '../../shared/row-window.ts';
import { AuditDetail } from './audit-detail.ts';
import type { AuditList } from './audit-list.ts';
import { AuditRow } from './audit-row.ts';
import { daysBefore } from './days.ts';

/** Real heights of a row, of a card (phones), and of a day's name; details below a row are measured. */
const ROW = 56;
const CARD = 124;
const DAY = 34;
/** Rows that remain below when the next page is read. */
const AHEAD = 30;

/** The entries as a table that scrolls with the page and draws only what is seen; cards on phones. */
@Component({
  selector: 'rp-audit-table',
  imports: [AuditDetail, AuditRow, Icon],
  templateUrl: './audit-table.html',
  styleUrl: './audit-table.css',
})
export class AuditTable {
  private readonly clock = inject(Clock);
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  readonly list = input.required<AuditList>();

  protected readonly window = new RowWindow();
  protected readonly open = signal<ReadonlySet<number>>(new Set());
  /** Heights of the details that were drawn, by sequence. */
  private readonly heights = signal<ReadonlyMap<number, number>>(new Map());
  protected readonly current = signal(-1);
  private readonly days = computed(() => daysBefore(this.list().rows()));
  protected readonly firstDay = computed(() => this.dayWords(0));
  protected readonly seen = computed(() => {
    const first = this.window.first();
    return (
      this.list()
        .rows()
        .slice(first, this.window.last())
        // The name of the day above the first row that is drawn belongs to the space before it.
        .map((entry, i) => ({ entry, index: first + i, day: i > 0 ? this.dayWords(first + i) : null }))
    );
  });
  protected readonly foot = computed(() => {
    const n = this.list().rows().length;
    return this.list().hasMore() ? `${count(n)} entries read, more below` : plural(n, 'entry', 'entries');
  });

  constructor() {
    const phone = matchMedia('(max-width: 719.98px)');
    const measure = () => this.measure(phone.matches);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    });
    afterRenderEffect(() => {
      this.window.count.set(this.list().rows().length);
      this.seen();
      if (this.open().size) this.measureDetails();
      this.window.extras.set(this.extras());
      measure();
    });
    afterRenderEffect(() => {
      if (this.window.last() > this.list().rows().length - AHEAD && this.list().hasMore()) void this.list().more();
    });
  }

  /** Moves to the next or previous entry by key, and brings it into view. */
  step(by: 1 | -1): void {
    const next = Math.min(this.list().rows().length - 1, Math.max(0, this.current() + by));
    if (next < 0) return;
    this.current.set(next);
    const y = this.body().nativeElement.getBoundingClientRect().top + DAY + this.window.offsetOf(next);
    const margin = 140;
    if (y < margin) window.scrollBy({ top: y - margin });
    if (y > window.innerHeight - margin) window.scrollBy({ top: y - window.innerHeight + margin });
    setTimeout(() => this.button(next)?.focus({ preventScroll: true }));
  }

  protected toggle(seq: number): void {
    this.open.update((open) => {
      const next = new Set(open);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }

  private dayWords(index: number) {
    const entry = this.list().rows()[index];
    return entry && (index === 0 || this.days().has(index)) ? utcDay(entry.at, this.clock.now()) : null;
  }

  private button(index: number): HTMLElement | null {
    return this.body().nativeElement.querySelector(`[aria-rowindex="${index + 2}"] [aria-expanded]`);
  }

  private extras(): Extra[] {
    const open = this.open();
    const details = !open.size
      ? []
      : this.list()
          .rows()
          .flatMap(({ seq }, index) => (open.has(seq) ? [{ index, height: this.heights().get(seq) ?? 0 }] : []));
    return [...details, ...[...this.days()].map((index) => ({ index: index - 1, height: DAY }))];
  }

  private measureDetails(): void {
    const drawn = this.body().nativeElement.querySelectorAll<HTMLElement>('.detail');
    const heights = new Map(this.heights());
    drawn.forEach((row) => heights.set(Number(row.dataset['seq']), row.offsetHeight));
    const changed = [...heights].some(([seq, height]) => this.heights().get(seq) !== height);
    if (changed) this.heights.set(heights);
  }

  private measure(phone: boolean): void {
    this.window.rowHeight.set(phone ? CARD : ROW);
    this.window.viewHeight.set(window.innerHeight);
    this.window.top.set(Math.round(this.body().nativeElement.getBoundingClientRect().top) + DAY);
  }
}
