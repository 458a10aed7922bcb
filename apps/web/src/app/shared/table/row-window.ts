import { computed, signal } from '@angular/core';

/** Rows drawn above and below what is seen. */
const OVERSCAN = 8;

/** What lies below a row. Several may lie below one. */
export type Extra = { index: number; height: number };

/**
 * Which rows of a long list are drawn. All rows have one height but some have an extra below (an error, details, the next day's name), so the
 * list scrolls with the page itself and keeps real row heights.
 */
export class RowWindow {
  readonly count = signal(0);
  readonly rowHeight = signal(56);
  /** Where the first row begins, from the top of what is seen; negative once scrolled past. Pixels. */
  readonly top = signal(0);
  readonly viewHeight = signal(900);
  readonly extras = signal<Extra[]>([]);

  /** The extras in order, each with what it and those above it add. */
  private readonly sums = computed(() => {
    let sum = 0;
    return this.extras()
      .toSorted((a, b) => a.index - b.index)
      .map(({ index, height }) => ({ index, sum: (sum += height) }));
  });

  readonly first = computed(() => this.clamp(this.indexAt(-this.top()) - OVERSCAN));
  readonly last = computed(() => this.clamp(this.indexAt(-this.top() + this.viewHeight()) + OVERSCAN + 1));
  readonly before = computed(() => this.offsetOf(this.first()));
  readonly after = computed(() => this.offsetOf(this.count()) - this.offsetOf(this.last()));

  /** Pixels from the first row's top to that of row `index`. */
  offsetOf(index: number): number {
    return index * this.rowHeight() + this.extrasAbove(index);
  }

  /** The row at a height, below the first row's top; the count where it is below the last one. */
  private indexAt(y: number): number {
    let [low, high] = [0, this.count()];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsetOf(middle + 1) > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private extrasAbove(index: number): number {
    const sums = this.sums();
    let [low, high] = [0, sums.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]!.index < index) low = middle + 1;
      else high = middle;
    }
    return sums[low - 1]?.sum ?? 0;
  }

  private clamp(index: number): number {
    return Math.min(this.count(), Math.max(0, index));
  }
}
