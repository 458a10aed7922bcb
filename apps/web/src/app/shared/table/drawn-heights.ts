import { signal } from '@angular/core';

/** Heights of what was drawn below rows, by a name that each carries as `data-below`. Pixels. */
export class DrawnHeights {
  private readonly heights = signal<ReadonlyMap<string, number>>(new Map());

  /** Zero until it was drawn. */
  of(name: string): number {
    return this.heights().get(name) ?? 0;
  }

  measure(inside: HTMLElement): void {
    const heights = new Map(this.heights());
    for (const drawn of inside.querySelectorAll<HTMLElement>('[data-below]'))
      heights.set(drawn.dataset['below'] ?? '', drawn.offsetHeight);
    if ([...heights].some(([name, height]) => this.of(name) !== height)) this.heights.set(heights);
  }
}
