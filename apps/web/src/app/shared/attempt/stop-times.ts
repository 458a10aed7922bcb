import type { HistoryEntry } from '@reprise/contracts';

/** Returns when tasks of an attempt were stopped, by hash, in milliseconds since 1970: a task has no such time, its event has. */
export const stopTimes = (history: readonly HistoryEntry[], attempt: number | null): ReadonlyMap<string, number> =>
  new Map(
    history
      .filter((entry) => entry.type === 'task_aborted')
      .filter((entry) => entry.attempt === attempt)
      .map(({ at, data }) => [data.hash, Date.parse(at)]),
  );
