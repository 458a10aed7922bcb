import type { AttemptView, HistoryEntry } from '@reprise/contracts';

type Told = Pick<AttemptView, 'attempt' | 'mode' | 'started_at'>;
type Entry = Pick<HistoryEntry, 'type' | 'attempt' | 'data'>;

/** What a later rerun did to the result files of an attempt: deleted them, or left them on a storage that its runner does not have. */
export type Aftermath<T> = { rerun: T; leftOn: string | null };

/**
 * The rerun that deleted the result files of an attempt before it began; where all reruns ran on other storages, the first
 * of them; `undefined` where none began. A resume goes on in them. `entries`: the history, which tells the storages.
 */
export function aftermathOf<T extends Told>(
  { attempt }: Told,
  attempts: readonly T[],
  entries: readonly Entry[],
): Aftermath<T> | undefined {
  const starts = entries.filter(({ type }) => type === 'attempt_started');
  const storages = new Map(starts.map((entry) => [entry.attempt, String(entry.data['storage_id'])]));
  const own = storages.get(attempt);
  const began = (later: T) => later.started_at !== null && storages.has(later.attempt);
  const reruns = attempts.filter((later) => later.attempt > attempt && later.mode === 'fresh' && began(later));
  const deleting = reruns.find((rerun) => storages.get(rerun.attempt) === own);
  const [first] = reruns;
  if (!first || own === undefined) return undefined;
  return deleting ? { rerun: deleting, leftOn: null } : { rerun: first, leftOn: own };
}

/** What the start of a rerun says of previous results that it did not delete; empty where there is nothing to say. */
export function leftWords({ results_left_on: storage }: Record<string, unknown>): string {
  if (typeof storage !== 'string') return '';
  return `Previous results were left: they lie on a storage that this runner does not have (${storage})`;
}
