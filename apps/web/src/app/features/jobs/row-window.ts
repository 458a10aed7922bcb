import { computed, signal } from '@angular/core';

/** Rows drawn above and below what is seen. */
const OVERSCAN = 8;

export type Extra = { index: number; height: number };

/**
 * Which rows of a long list are drawn. All rows have one height but some have an extra below (an error), so the list
 * scrolls with the page itself and keeps real row heights.
 */
export class RowWindow {
  readonly count = signal(0);
  readonly rowHeight = signal(56);
  /** Where the first row begins, from the top of what is seen; negative once scrolled past. Pixels. */
  readonly top = signal(0);
  readonly viewHeight = signal(900);
  readonly extras = signal<Extra[]>([]);

  readonly first = computed(() => this.clamp(this.indexAt(-this.top()) - OVERSCAN));
  readonly last = computed(() => this.clamp(this.indexAt(-this.top() + this.viewHeight()) + OVERSCAN + 1));
  readonly before = computed(() => this.offsetOf(this.first()));
  readonly after = computed(() => this.offsetOf(this.count()) - this.offsetOf(this.last()));

  /** Pixels from the first row's top to that of row `index`. */
  offsetOf(index: number): number {
    const above = this.extras().filter((extra) => extra.index < index);
    return index * this.rowHeight() + above.reduce((sum, { height }) => sum + height, 0);
  }

  private indexAt(y: number): number {
    const above = this.extras().filter(({ index }) => this.offsetOf(index + 1) <= y);
    return Math.floor((y - above.reduce((sum, { height }) => sum + height, 0)) / this.rowHeight());
  }

  private clamp(index: number): number {
    return Math.min(this.count(), Math.max(0, index));
  }
}
