import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';
import { PageState } from './page-state.ts';

/** A page's heading. It gets the focus after a navigation, so that a screen reader begins there. */
@Directive({ selector: 'h1[rpPageHeading]', host: { tabindex: '-1' } })
export class PageHeading {
  constructor() {
    const heading = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const page = inject(PageState);
    afterNextRender(() => {
      if (page.takeArrival()) heading.focus({ preventScroll: true });
    });
  }
}
