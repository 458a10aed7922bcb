import { afterRenderEffect, DestroyRef, inject, signal } from '@angular/core';
import { type Extra, RowWindow } from './row-window.ts';

/** Rows that remain below when the next page is read. */
const AHEAD = 30;
/** Pixels that a row reached by key keeps from the edges. */
const MARGIN = 140;

/** A list that grows at its end. */
type RowList<T> = { rows: () => T[]; hasMore: () => boolean; more: () => Promise<void> };

type Parts<T> = {
  list: () => RowList<T>;
  body: () => HTMLElement;
  /** Real heights of a row, of a card (phones), and of what stands above the first one. Pixels. */
  sizes: { row: number; card: number; above: number };
  /** What lies below rows; read after each drawing. */
  extras: () => Extra[];
};

/** A table of a long list that scrolls with the page, draws only what is seen, reads on ahead, and is walked by key. */
export class WindowedRows<T> {
  readonly window = new RowWindow();
  /** Where the keys are; -1 before the first. */
  readonly current = signal(-1);

  constructor(private readonly parts: Parts<T>) {
    const phone = matchMedia('(max-width: 719.98px)');
    const measure = () => this.measure(phone.matches);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('scroll', measure);
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
      if (this.window.last() > list.rows().length - AHEAD && list.hasMore()) void list.more();
    });
  }

  /** Those that are drawn, with their places in the list. */
  seen(): { row: T; index: number }[] {
    const first = this.window.first();
    return this.rows()
      .slice(first, this.window.last())
      .map((row, i) => ({ row, index: first + i }));
  }

  /** Moves to the next or previous row by key, brings it into view, and gives `target` in it the focus. */
  step(by: 1 | -1, target: string): void {
    const next = Math.min(this.rows().length - 1, Math.max(0, this.current() + by));
    if (next < 0) return;
    this.current.set(next);
    const y = this.firstRowTop() + this.window.offsetOf(next);
    if (y < MARGIN) window.scrollBy({ top: y - MARGIN });
    if (y > window.innerHeight - MARGIN) window.scrollBy({ top: y - window.innerHeight + MARGIN });
    setTimeout(() => {
      const row = this.parts.body().querySelector(`[aria-rowindex="${next + 2}"]`);
      row?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
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
