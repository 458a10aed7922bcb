import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const GONE = /dynamically imported module|module script/i;

/** Whether a lazy part of the page is gone from the server, as after an update. */
export const isGone = (error: unknown): boolean => GONE.test(String(error));

/** Reloads the page if the server answers: offline, a part of it is not gone, and what was typed would be lost. */
export async function reloadIfAnswered({ baseURI, location }: Document): Promise<void> {
  const answer = await fetch(baseURI, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
}

/** Reloads the page when a lazy part of it is gone from the server, as after an update. */
export function reloadIfStale(failure: NavigationError): void {
  if (isGone(failure.error)) inject(DOCUMENT).location.assign(failure.url);
}
