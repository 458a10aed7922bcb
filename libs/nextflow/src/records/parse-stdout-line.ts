/** A fact about a task in a line of Nextflow's output (`-ansi-log false`). */
export type StdoutFact =
  | { kind: 'submitted'; hash: string; name: string; again: boolean }
  | { kind: 'cached'; hash: string; name: string }
  /** The result was found in its `storeDir`. Such a task has no work dir, hence no hash, and no row in the trace. */
  | { kind: 'stored'; id: string; name: string }
  /** A failure that does not end the run. `tries` is the number of tries so far. */
  | { kind: 'noted'; hash: string; action: 'RETRY' | 'IGNORE'; tries: number | null };

// Output of a task with `debug true` may lack a final newline and precede Nextflow's own text, so the last match
// counts. The output may have megabytes, so the patterns match only at their keyword and no other places are tried.
const TASK = /^.*\[([0-9a-f]{2}\/[0-9a-f]{6})\] (Submitted|Re-submitted|Cached) process > (.+)$/s;
const STORED = /^.*\[skipping\] Stored process > (.+)$/s;
const NOTE_END = / -- (?:Execution is retried \((\d{1,9})\)|Error is ignored)$/;
const NOTE = /^.*\[([0-9a-f]{2}\/[0-9a-f]{6})\] NOTE: /s;

/**
 * Parses one line of output; null if it contains no fact. Nextflow does not escape newlines in tags, so a name with a
 * newline ends with the line.
 */
export function parseStdoutLine(line: string): StdoutFact | null {
  const [, hash, how, name] = TASK.exec(line) ?? [];
  if (hash && name) {
    return how === 'Cached'
      ? { kind: 'cached', hash, name }
      : { kind: 'submitted', hash, name, again: how === 'Re-submitted' };
  }
  const end = NOTE_END.exec(line);
  const noted = end && NOTE.exec(line.slice(0, end.index + 1))?.[1];
  if (noted) {
    const tries = end[1] ? Number(end[1]) : null;
    return { kind: 'noted', hash: noted, action: tries ? 'RETRY' : 'IGNORE', tries };
  }
  const stored = STORED.exec(line)?.[1];
  return stored ? { kind: 'stored', id: `stored/${stored}`, name: stored } : null;
}
