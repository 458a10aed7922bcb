import { signal } from '@angular/core';

/** Measured heights of the elements below rows, in pixels, by their `data-below` attribute. */
export class DrawnHeights {
  private readonly heights = signal<ReadonlyMap<string, number>>(new Map());

  /** Returns the measured height; zero until it is rendered. */
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
