import { DOCUMENT, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { PageState } from '../core/page/page-state.ts';

/**
 * Begins each page at its top and at its heading. Going back is left to the page: it may know where the person was.
 * To be called where injection is possible.
 */
export function followArrivals(): void {
  const page = inject(PageState);
  const view = inject(DOCUMENT).defaultView;
  let path = '';
  let toTop = false;
  inject(Router)
    .events.pipe(takeUntilDestroyed())
    .subscribe((event) => {
      if (event instanceof NavigationStart) {
        const next = event.url.split('?')[0] ?? '';
        const other = path !== '' && next !== path;
        path = next;
        toTop = other && event.navigationTrigger !== 'popstate';
        if (other) page.leave();
      }
      // Not before: the page that is left still reads where it was scrolled to.
      if (event instanceof NavigationEnd && toTop) view?.scrollTo(0, 0);
    });
}
