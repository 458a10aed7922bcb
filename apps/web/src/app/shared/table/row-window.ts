import { computed, signal } from '@angular/core';

/** Number of rows rendered above and below the visible ones. */
const OVERSCAN = 8;

/** An element with its own height below a row. A row may have several. */
export type Extra = { index: number; height: number };

/**
 * The rows of a long list to render. All rows have the same height, but some have an extra element below (an error,
 * details, the name of the next day). The list scrolls with the page itself.
 */
export class RowWindow {
  readonly count = signal(0);
  readonly rowHeight = signal(56);
  /** Top of the first row relative to the viewport, in pixels; negative once it is scrolled past. */
  readonly top = signal(0);
  readonly viewHeight = signal(900);
  readonly extras = signal<Extra[]>([]);

  /** The extras by index. Each has the sum of its height and the heights above. */
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

  /** Returns the distance in pixels from the top of the first row to the top of row `index`. */
  offsetOf(index: number): number {
    return index * this.rowHeight() + this.extrasAbove(index);
  }

  /**
   * Returns the index of the row that is `y` pixels below the top of the first row. Returns the number of rows if that
   * is below the last one.
   */
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
