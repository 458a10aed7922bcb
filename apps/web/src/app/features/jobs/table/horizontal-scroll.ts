import { afterNextRender, DestroyRef, Directive, ElementRef, inject, signal } from '@angular/core';

/**
 * Makes content that is wider than its host scroll horizontally. The host becomes a scroll container only in that case,
 * because inside one, the table's header cannot stick to the top of the page.
 */
@Directive({ host: { '[class.scrolls-x]': 'wider()' } })
export class HorizontalScroll {
  /** Whether the content is wider than the host. */
  readonly wider = signal(false);

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const sizes = new ResizeObserver(() => this.wider.set(element.scrollWidth > element.clientWidth));
    inject(DestroyRef).onDestroy(() => sizes.disconnect());
    afterNextRender(() => {
      for (const watched of [element, ...element.children]) sizes.observe(watched);
    });
  }
}
