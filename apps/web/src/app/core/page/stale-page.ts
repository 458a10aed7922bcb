import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const GONE = /dynamically imported module|module script/i;

/** After an update of the server the parts of the page that is open are gone: the address is loaded anew. */
export function reloadIfStale(failure: NavigationError): void {
  if (GONE.test(String(failure.error))) inject(DOCUMENT).location.assign(failure.url);
}
