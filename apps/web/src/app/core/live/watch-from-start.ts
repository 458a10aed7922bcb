import { inject, Injector } from '@angular/core';
import { watchedIds } from './watched-ids.ts';

/** Watches jobs on every page. If none is watched, the script is not loaded. */
export async function watchFromStart(injector = inject(Injector)): Promise<void> {
  if (watchedIds().length === 0) return;
  const { WatchedJobs } = await import('./watched-jobs.ts');
  injector.get(WatchedJobs);
}
