import { DOCUMENT, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { PageState } from '../core/page/page-state.ts';

/**
 * Scrolls to the top after each navigation, and tells the page's heading that the user has arrived. On "back", the page
 * itself restores its scroll position. Needs an injection context.
 */
export function trackPageArrivals(): void {
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
        if (other) page.beginArrival();
      }
      // Not earlier, because the page that is being left still reads its scroll position.
      if (event instanceof NavigationEnd && toTop) view?.scrollTo(0, 0);
    });
}
