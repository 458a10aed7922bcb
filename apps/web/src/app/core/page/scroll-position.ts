import { afterNextRender, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';

/** Keeps in `kept` how far the page that asks for it was scrolled when it was left; back on it, it is scrolled there. */
export function keepScrollPlace(kept: { scrolledTo: number }): void {
  const router = inject(Router);
  const back = router.currentNavigation()?.trigger === 'popstate';
  // A browser restores the place before the rows are there; the height is known only after the first drawing.
  if (back) afterNextRender(() => setTimeout(() => window.scrollTo(0, kept.scrolledTo)));
  router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
    if (event instanceof NavigationStart) kept.scrolledTo = window.scrollY;
  });
}
