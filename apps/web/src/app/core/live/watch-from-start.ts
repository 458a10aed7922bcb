import { inject, Injector } from '@angular/core';
import { watchedIds } from './watched-ids.ts';

/** Watches jobs whatever page is open. Where none is watched, the script for it is not loaded. */
export async function watchFromStart(injector = inject(Injector)): Promise<void> {
  if (watchedIds().length === 0) return;
  const { WatchedJobs } = await import('./watched-jobs.ts');
  injector.get(WatchedJobs);
}
