import type { HistoryEntry, TaskView } from '@reprise/contracts';

/** The tasks with one of them as it now reads; known by its hash. */
export function withTask(tasks: TaskView[], task: TaskView): TaskView[] {
  const at = tasks.findIndex(({ hash }) => hash === task.hash);
  return at < 0 ? [...tasks, task] : tasks.with(at, task);
}

/** The entries of both in the order of the log, each once: an entry never changes. The same array where none is new. */
export function withEntries(known: HistoryEntry[], more: HistoryEntry[]): HistoryEntry[] {
  const seqs = new Set(known.map(({ seq }) => seq));
  const fresh = more.filter(({ seq }) => !seqs.has(seq));
  return fresh.length ? [...known, ...fresh].toSorted((a, b) => a.seq - b.seq) : known;
}
