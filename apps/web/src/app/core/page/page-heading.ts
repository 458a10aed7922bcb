import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';
import { PageState } from './page-state.ts';

/** The heading of a page: a screen reader begins there after a change of page. */
@Directive({ selector: 'h1[rpPageHeading]', host: { tabindex: '-1' } })
export class PageHeading {
  constructor() {
    const heading = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const page = inject(PageState);
    afterNextRender(() => {
      if (page.arrived()) heading.focus({ preventScroll: true });
    });
  }
}
