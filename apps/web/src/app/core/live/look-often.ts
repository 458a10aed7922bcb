import { DestroyRef, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { Live } from './live.ts';

const EVERY_MS = 30_000;

/**
 * Calls `look` regularly while the page is visible, on each navigation, and whenever the stream opens. Meant for data
 * without stream events. Call it in a constructor.
 */
export function lookOften(look: () => void, everyMs = EVERY_MS): void {
  const live = inject(Live);
  const timer = setInterval(() => document.hidden || look(), everyMs);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
  effect(() => {
    if (live.openings()) untracked(look);
  });
  inject(Router)
    .events.pipe(takeUntilDestroyed())
    .subscribe((event) => {
      if (event instanceof NavigationEnd) look();
    });
}
