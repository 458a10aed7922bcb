import { inject, Injector } from '@angular/core';
import { watchedIds } from './watched-ids.ts';

/** Watches jobs on every page. The script is loaded only if a job is being watched. */
export async function watchFromStart(injector = inject(Injector)): Promise<void> {
  if (watchedIds().length === 0) return;
  const { WatchedJobs } = await import('./watched-jobs.ts');
  injector.get(WatchedJobs);
}
