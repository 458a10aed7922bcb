import { computed, DOCUMENT, effect, inject, signal, untracked, type Signal } from '@angular/core';
import type { ExecutorListing, JobView } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { sameContent } from '../../../core/same-content.ts';
import { hasLiveTasks } from '../../../shared/attempt/executors/executor-listings.ts';

const EVERY_MS = 5_000;

/** Polls the live tasks of a job on clusters while it has some and the page is visible. Call it in a constructor. */
export function injectExecutorListings(job: () => JobView | null): Signal<readonly ExecutorListing[]> {
  const api = inject(Api);
  const document = inject(DOCUMENT);
  const listings = signal<readonly ExecutorListing[]>([], { equal: sameContent });
  const wanted = computed(() => {
    const now = job();
    return now && hasLiveTasks(now) ? now.job_id : null;
  });
  effect((onCleanup) => {
    const id = wanted();
    listings.set([]);
    if (id === null) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const found = document.hidden ? null : await api.executors(id).catch(() => null); // the next poll may succeed
      if (isOver) return;
      if (found) listings.set(found.executors);
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    untracked(() => void look());
    onCleanup(() => {
      isOver = true;
      clearTimeout(timer);
    });
  });
  return listings;
}
