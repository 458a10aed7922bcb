import { afterNextRender, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';

/** Saves the page's scroll position in `state` when it is left, and restores it when the person goes back. */
export function restoreScrollPosition(state: { scrollTop: number }): void {
  const router = inject(Router);
  const back = router.currentNavigation()?.trigger === 'popstate';
  // The browser restores it before the rows exist; the height is known only after the first render.
  if (back) afterNextRender(() => setTimeout(() => window.scrollTo(0, state.scrollTop)));
  router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
    if (event instanceof NavigationStart) state.scrollTop = window.scrollY;
  });
}
