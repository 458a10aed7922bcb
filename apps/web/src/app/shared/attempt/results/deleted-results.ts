import type { AttemptView, DataOf, TypedHistoryEntry } from '@reprise/contracts';

type Attempt = Pick<AttemptView, 'attempt' | 'mode' | 'started_at' | 'output_dir'>;

/**
 * How an attempt's result files were removed: a clean or a later rerun deleted them, or a rerun left them behind on
 * storage that its runner does not have.
 */
export type Aftermath<T> = { kind: 'clean'; at: string } | { kind: 'rerun'; rerun: T; leftOn: string | null };

/**
 * Returns the clean that deleted an attempt's result files, or the rerun that did so before it started. If all reruns
 * ran on other storage, returns the first of them. Returns `undefined` if there was no clean or rerun. (A resume
 * continues with the same files.)
 */
export function aftermathOf<T extends Attempt>(
  { attempt, output_dir: dir }: Attempt,
  attempts: readonly T[],
  entries: readonly TypedHistoryEntry[],
): Aftermath<T> | undefined {
  const starts = entries.filter((entry) => entry.type === 'attempt_started');
  const storages = new Map(starts.map(({ attempt: started, data }) => [started, data.storage_id]));
  const own = storages.get(attempt);
  const began = (later: T) => later.started_at !== null && storages.has(later.attempt);
  const keeping = new Set(
    entries.flatMap((entry) =>
      entry.type === 'rerun_requested' && entry.data.keep_results ? [entry.data.attempt] : [],
    ),
  );
  const reruns = attempts.filter(
    (later) => later.attempt > attempt && later.mode === 'fresh' && began(later) && !keeping.has(later.attempt),
  );
  const deleting = reruns.find((rerun) => storages.get(rerun.attempt) === own);
  const [first] = reruns;
  if (own === undefined) return undefined;
  const clean = cleanOf(own, attempt, dir, entries);
  const start = starts.find((entry) => entry.attempt === deleting?.attempt);
  if (deleting && !(clean && start && clean.seq < start.seq)) return { kind: 'rerun', rerun: deleting, leftOn: null };
  if (clean) return { kind: 'clean', at: clean.at };
  return first && { kind: 'rerun', rerun: first, leftOn: own };
}

/** The first clean after an attempt that deleted its output dir, or all results on its storage. */
function cleanOf(
  storage: string,
  attempt: number,
  dir: string | null,
  entries: readonly TypedHistoryEntry[],
): TypedHistoryEntry | undefined {
  let [latest, asked, last] = ['', '', 0];
  for (const entry of entries) {
    if (entry.type === 'attempt_started') [latest, asked, last] = [entry.data.storage_id, '', entry.data.attempt];
    // A clean with a storage id concerns only files that a rerun left there.
    if (entry.type === 'clean_requested')
      asked = entry.data.storage_id ?? (entry.data.what === 'results' || entry.data.what === 'all' ? latest : '');
    if (entry.type === 'cleaned' && last >= attempt && (asked === storage || hasDeleted(entry.data.paths, dir)))
      return entry;
    if (entry.type === 'cleaned' || entry.type === 'clean_failed') asked = '';
  }
  return undefined;
}

/** Whether the deleted paths contain a folder or one of its parents. */
const hasDeleted = (paths: readonly string[], dir: string | null): boolean =>
  dir !== null && paths.some((path) => dir === path || dir.startsWith(`${path}/`));

/** Note that a rerun left the previous results behind; empty if it did not. */
export function leftText({ results_left_on: storage }: Pick<DataOf<'attempt_started'>, 'results_left_on'>): string {
  if (storage === undefined) return '';
  return `Previous results were left: they are on a storage that this runner does not have (${storage})`;
}
