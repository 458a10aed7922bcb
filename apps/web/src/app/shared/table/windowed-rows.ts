import { afterRenderEffect, computed, DestroyRef, inject, signal, untracked } from '@angular/core';
import { type Extra, RowWindow } from './row-window.ts';

/** Number of remaining rows below at which the next page is read. */
const AHEAD = 30;
/** Minimum distance in pixels from the edges for a row that is reached with keys. */
const MARGIN = 140;

/** A paged list. `error`: reason of the last failed read. After a failure, no further pages are read automatically. */
export type RowList<T> = {
  rows: () => T[];
  hasMore: () => boolean;
  loadingMore: () => boolean;
  error: () => string;
  more: () => Promise<void>;
};

type Parts<T> = {
  list: () => RowList<T>;
  /** Identity of a row. */
  key: (row: T) => string | number;
  body: () => HTMLElement;
  /** Heights in pixels of a row, of a card (phones), and of the content before the first row. */
  sizes: { row: number; card: number; above: number };
  /** The elements below rows; read after each render. */
  extras: () => Extra[];
};

/**
 * Windowing of a long table that scrolls with the page or in its own box. Renders only the visible rows, prefetches
 * pages, and supports keyboard navigation.
 */
export class WindowedRows<T> {
  readonly window = new RowWindow();
  private readonly currentKey = signal<string | number | null>(null);
  /** The row that the keys act on, and its index; -1 if there is none. */
  readonly currentRow = computed(() => this.rows()[this.current()]);
  readonly current = computed(() => this.rows().findIndex((row) => this.parts.key(row) === this.currentKey()));

  constructor(private readonly parts: Parts<T>) {
    const phone = matchMedia('(max-width: 719.98px)');
    const measure = () => this.measure(phone.matches);
    // The scroll event of a box does not bubble.
    window.addEventListener('scroll', measure, { passive: true, capture: true });
    window.addEventListener('resize', measure);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('scroll', measure, { capture: true });
      window.removeEventListener('resize', measure);
    });
    afterRenderEffect(() => {
      this.window.count.set(this.rows().length);
      this.window.first();
      this.window.last();
      this.window.extras.set(parts.extras());
      measure();
    });
    afterRenderEffect(() => {
      const list = parts.list();
      const near = this.window.last() > list.rows().length - AHEAD;
      if (near && list.hasMore() && !list.loadingMore() && !list.error()) untracked(() => void list.more());
    });
  }

  /** Returns the rendered rows with their indexes. */
  seen(): { row: T; index: number }[] {
    const first = this.window.first();
    return this.rows()
      .slice(first, this.window.last())
      .map((row, i) => ({ row, index: first + i }));
  }

  goTo(row: T): void {
    this.currentKey.set(this.parts.key(row));
  }

  /** Moves to the next or previous row, scrolls it into view, and focuses `target` in it. */
  step(by: 1 | -1, target: string): void {
    const next = Math.min(this.rows().length - 1, Math.max(0, this.current() + by));
    const row = this.rows()[next];
    if (!row) return;
    this.goTo(row);
    const y = this.firstRowTop() + this.window.offsetOf(next);
    if (y < MARGIN) window.scrollBy({ top: y - MARGIN });
    if (y > window.innerHeight - MARGIN) window.scrollBy({ top: y - window.innerHeight + MARGIN });
    setTimeout(() => {
      const drawn = this.parts.body().querySelector(`[aria-rowindex="${this.current() + 2}"]`);
      drawn?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
    });
  }

  private rows(): T[] {
    return this.parts.list().rows();
  }

  private firstRowTop(): number {
    return this.parts.body().getBoundingClientRect().top + this.parts.sizes.above;
  }

  private measure(phone: boolean): void {
    const { row, card } = this.parts.sizes;
    this.window.rowHeight.set(phone ? card : row);
    this.window.viewHeight.set(window.innerHeight);
    this.window.top.set(Math.round(this.firstRowTop()));
  }
}
