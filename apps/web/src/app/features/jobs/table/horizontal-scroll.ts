import { afterNextRender, DestroyRef, Directive, ElementRef, inject, signal } from '@angular/core';

/**
 * Lets what is wider than its place scroll sideways. Only then: what scrolls by itself keeps no head at the top of the
 * page.
 */
@Directive({ host: { '[class.sideways]': 'wider()' } })
export class Sideways {
  protected readonly wider = signal(false);

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const sizes = new ResizeObserver(() => this.wider.set(element.scrollWidth > element.clientWidth));
    inject(DestroyRef).onDestroy(() => sizes.disconnect());
    afterNextRender(() => {
      for (const watched of [element, ...element.children]) sizes.observe(watched);
    });
  }
}
