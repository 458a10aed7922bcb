import type { AuditEntry, JobView } from '@reprise/contracts';

const ENDINGS = ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'];

/** Where a job is: enough to tell whether something came of a command. */
export type Whereabouts = Pick<JobView, 'attempt' | 'status'>;

/** Whether something is still to come of a command, as far as its row tells. */
export const isOpen = ({ outcome, effects }: AuditEntry): boolean =>
  outcome === 'accepted' && !effects.some(({ type }) => ENDINGS.includes(type));

/** Whether something came of an open command that its row does not tell yet, its job being there now. */
export function hasGrown({ attempt, effects }: AuditEntry, job: Whereabouts): boolean {
  if (job.attempt !== (attempt ?? 1)) return job.attempt > (attempt ?? 1);
  if (job.status === 'pending') return false;
  return job.status === 'completed' || job.status === 'failed' || effects.length === 0;
}

/** The rows as they now read: entries never change, only what came of them grows. The same array where nothing did. */
export function grown(rows: AuditEntry[], entries: readonly AuditEntry[]): AuditEntry[] {
  const read = new Map(entries.map((entry) => [entry.seq, entry]));
  const grew = ({ seq, effects }: AuditEntry) => (read.get(seq)?.effects.length ?? 0) > effects.length;
  return rows.some(grew) ? rows.map((row) => (grew(row) ? read.get(row.seq)! : row)) : rows;
}
