const KEY = 'reprise.watched';

/** Returns the ids of the jobs that this browser watches; empty if storage is blocked. */
export function watchedIds(): string[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[];
  } catch {
    return [];
  }
}

/** Saves the ids for later visits. If storage is blocked, only this tab knows them. */
export function keepWatchedIds(ids: Iterable<string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ids]));
  } catch {
    // storage blocked
  }
}
