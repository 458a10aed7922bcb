import type { TraceRow } from '../records/trace-reader.ts';

/**
 * Returns the short hashes of tasks that ran again under a different hash in a later run, for example after an input
 * changed. Their dirs remain in the work dir, but no resume uses them. Tasks with the same name are distinguished only
 * by hash: earlier ones count as superseded if a run has at least as many new ones.
 * @param runs rows of the traces of a session, the oldest run first
 */
export function supersededTasks(runs: readonly (readonly Pick<TraceRow, 'hash' | 'name'>[])[]): Set<string> {
  const current = new Map<string, ReadonlySet<string>>();
  for (const rows of runs)
    for (const [name, traced] of hashesByName(rows)) {
      const before = current.get(name) ?? new Set();
      const added = [...traced].filter((hash) => !before.has(hash));
      const left = [...before].filter((hash) => !traced.has(hash));
      current.set(name, added.length >= left.length ? traced : new Set([...before, ...traced]));
    }
  const used = new Set([...current.values()].flatMap((hashes) => [...hashes]));
  return new Set(runs.flat().flatMap(({ hash }) => (used.has(hash) ? [] : [hash])));
}

function hashesByName(rows: readonly Pick<TraceRow, 'hash' | 'name'>[]): Map<string, Set<string>> {
  const hashes = new Map<string, Set<string>>();
  for (const { name, hash } of rows) hashes.set(name, (hashes.get(name) ?? new Set()).add(hash));
  return hashes;
}
