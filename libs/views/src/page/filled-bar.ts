import type { Injector, Type } from '@angular/core';
import { Router } from '@angular/router';
import { ViewBar } from './view-bar.ts';
import { ViewStore } from './view-store.ts';

/** Milliseconds after which the bar is inserted without what it shows. */
const PATIENCE_MS = 2000;

/** Returns the bar once all that it shows has been read, so that the list below it is moved only once. */
export async function filledBar(injector: Injector): Promise<Type<unknown>> {
  const store = injector.get(ViewStore);
  const router = injector.get(Router);
  const { view } = router.parseUrl(router.url).queryParams as { view?: string };
  const opened = view && store.opened()?.view_id !== view ? store.open(view).catch(() => undefined) : undefined;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.all([store.refresh(), opened]), patience]);
  return ViewBar;
}
