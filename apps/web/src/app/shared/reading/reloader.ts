import { effect, signal, untracked, type ResourceRef } from '@angular/core';

/**
 * Returns a function that reads a resource again. `reload()` does nothing during a read, whose result may be outdated,
 * so this function reads once more afterwards. Call it in a constructor.
 */
export function reloader(resource: Pick<ResourceRef<unknown>, 'isLoading' | 'reload'>): () => void {
  const isWanted = signal(false);
  effect(() => {
    if (!isWanted() || resource.isLoading()) return;
    isWanted.set(false);
    untracked(() => resource.reload());
  });
  return () => isWanted.set(true);
}
