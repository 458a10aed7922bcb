import { DestroyRef, DOCUMENT, inject } from '@angular/core';

const EVERY_MS = 2000;

/** Calls `look` every two seconds while the calling page is open and visible. */
export function poll(look: () => void): void {
  const document = inject(DOCUMENT);
  const timer = setInterval(() => {
    if (!document.hidden) look();
  }, EVERY_MS);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
}
