import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const GONE = /dynamically imported module|module script/i;

/** Reloads the page when a lazy part of it is gone from the server, as after an update. */
export function reloadIfStale(failure: NavigationError): void {
  if (GONE.test(String(failure.error))) inject(DOCUMENT).location.assign(failure.url);
}
