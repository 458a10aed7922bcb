import type { AttemptView, HistoryEntry } from '@reprise/contracts';

type Entry = Pick<HistoryEntry, 'type' | 'at' | 'attempt'> & { readonly data: object };

/**
 * Returns when tasks of an attempt were reported as stopped, by hash, in milliseconds since 1970. They are read from the
 * events, because tasks have no such time. A runner that was away reads a stop after the end of the attempt: none is
 * later than that end.
 */
export function stopTimes(
  history: readonly Entry[],
  of: Pick<AttemptView, 'attempt' | 'completed_at'>,
): ReadonlyMap<string, number> {
  const end = of.completed_at === null ? Infinity : Date.parse(of.completed_at);
  return new Map(
    history.flatMap(({ type, at, attempt, data }) =>
      type === 'task_aborted' && attempt === of.attempt && 'hash' in data
        ? [[String(data.hash), Math.min(Date.parse(at), end)] as const]
        : [],
    ),
  );
}
