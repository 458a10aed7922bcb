import { Component, computed, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import type { AuditEntry } from '@reprise/contracts';
import { Clock } from '../../../core/clock.ts';
import { DrawnHeights } from '../../../shared/table/drawn-heights.ts';
import { count, plural, utcDay } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { Extra } from '../../../shared/table/row-window.ts';
import { WindowedRows } from '../../../shared/table/windowed-rows.ts';
import { AuditDetail } from './audit-detail.ts';
import type { AuditList } from '../audit-list.ts';
import { AuditTableRow } from './audit-table-row.ts';
import { daysBefore } from './days.ts';

/** Heights in pixels of a row, of a card (phones), and of the name of a day. Details below a row are measured. */
const ROW = 56;
const CARD = 140;
const DAY = 34;

/** Table of the entries, which renders only visible rows. Shows cards on phones. */
@Component({
  selector: 'rp-audit-table',
  imports: [AuditDetail, AuditTableRow, Icon],
  templateUrl: './audit-table.html',
  styleUrls: ['../../../shared/table/row-table.css', './audit-table.css'],
})
export class AuditTable {
  private readonly clock = inject(Clock);
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  readonly list = input.required<AuditList>();

  protected readonly open = signal<ReadonlySet<number>>(new Set());
  private readonly heights = new DrawnHeights();
  protected readonly rows = new WindowedRows<AuditEntry>({
    list: this.list,
    key: ({ seq }) => seq,
    body: () => this.body().nativeElement,
    sizes: { row: ROW, card: CARD, above: DAY },
    extras: () => this.extras(),
  });
  private readonly days = computed(() => daysBefore(this.list().rows()));
  /** Whether there are no earlier entries that could stay visible. */
  protected readonly isFirstRead = computed(() => this.list().status() === 'loading' && !this.list().rows().length);
  protected readonly firstDay = computed(() => this.dayText(0));
  protected readonly seen = computed(() =>
    // The name of the day above the first rendered row is part of the space before that row.
    this.rows.seen().map(({ row, index }, i) => ({ entry: row, index, day: i > 0 ? this.dayText(index) : null })),
  );
  protected readonly foot = computed(() => {
    const n = this.list().rows().length;
    return this.list().hasMore() ? `${count(n)} entries read, more below` : plural(n, 'entry', 'entries');
  });

  step(by: 1 | -1): void {
    this.rows.step(by, '[aria-expanded]');
  }

  protected toggle(seq: number): void {
    this.open.update((open) => {
      const next = new Set(open);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }

  private dayText(index: number) {
    const entry = this.list().rows()[index];
    return entry && (index === 0 || this.days().has(index)) ? utcDay(entry.at, this.clock.now()) : null;
  }

  /** The details below rows, and the names of the days before the next rows. */
  private extras(): Extra[] {
    const open = this.open();
    if (open.size) this.heights.measure(this.body().nativeElement);
    const details = !open.size
      ? []
      : this.list()
          .rows()
          .flatMap(({ seq }, index) => (open.has(seq) ? [{ index, height: this.heights.of(String(seq)) }] : []));
    return [...details, ...[...this.days()].map((index) => ({ index: index - 1, height: DAY }))];
  }
}
