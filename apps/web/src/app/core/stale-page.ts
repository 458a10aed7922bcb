import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const GONE = /dynamically imported module|module script/i;

/** Whether the server no longer has a lazy part of the page, for example after an update. */
export const isGone = (error: unknown): boolean => GONE.test(String(error));

/**
 * Reloads the page if the server answers. If there is no connection, the missing part probably still exists on the
 * server, and reloading would lose what the user has typed.
 */
export async function reloadIfAnswered(document: Document): Promise<void> {
  if (await isAnswered(document)) document.location.reload();
}

/** Reloads the requested page if the server no longer has its part. If there is no connection, the open page stays. */
export async function reloadIfStale({ error, url }: Pick<NavigationError, 'error' | 'url'>): Promise<void> {
  const document = inject(DOCUMENT);
  if (isGone(error) && (await isAnswered(document))) document.location.assign(url);
}

const isAnswered = ({ baseURI }: Document): Promise<boolean> =>
  fetch(baseURI, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
