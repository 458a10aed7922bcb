import { afterNextRender, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';

/** Saves the page's scroll position in `state` when the user leaves it, and restores it when the user goes back. */
export function restoreScrollPosition(state: { scrollTop: number }): void {
  const router = inject(Router);
  const back = router.currentNavigation()?.trigger === 'popstate';
  // The browser would restore it before the rows exist, but the height is only known after the first render.
  if (back) afterNextRender(() => setTimeout(() => window.scrollTo(0, state.scrollTop)));
  router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
    if (event instanceof NavigationStart) state.scrollTop = window.scrollY;
  });
}
