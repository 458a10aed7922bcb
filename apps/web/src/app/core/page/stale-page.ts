import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const GONE = /dynamically imported module|module script/i;

/** Whether a lazy part of the page is gone from the server, as after an update. */
export const isGone = (error: unknown): boolean => GONE.test(String(error));

/** Reloads the page when a lazy part of it is gone from the server, as after an update. */
export function reloadIfStale(failure: NavigationError): void {
  if (isGone(failure.error)) inject(DOCUMENT).location.assign(failure.url);
}
