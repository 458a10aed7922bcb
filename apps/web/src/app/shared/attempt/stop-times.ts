import type { HistoryEntry } from '@reprise/contracts';

type Entry = Pick<HistoryEntry, 'type' | 'at' | 'attempt'> & { readonly data: object };

/**
 * Returns when tasks of an attempt were stopped, by hash, in milliseconds since 1970. They are read from the events,
 * because tasks have no such time.
 */
export const stopTimes = (history: readonly Entry[], of: number | null): ReadonlyMap<string, number> =>
  new Map(
    history.flatMap(({ type, at, attempt, data }) =>
      type === 'task_aborted' && attempt === of && 'hash' in data ? [[String(data.hash), Date.parse(at)] as const] : [],
    ),
  );
