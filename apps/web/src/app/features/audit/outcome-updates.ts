import { commandOf, pause, type AuditEffect, type AuditEntry, type JobView } from '@reprise/contracts';

/** A job's current attempt and status, which show whether a command took effect. */
export type AttemptStatus = Pick<JobView, 'attempt' | 'status'>;

/** Whether the outcome of a command is still open, as far as its row shows. */
export const isOutcomeOpen = ({ type, outcome, effects }: AuditEntry): boolean =>
  outcome === 'accepted' && commandOf(type)?.effects.length !== 0 && !effects.some(isLast);

/**
 * Whether no further effect follows. A start is followed by the end of the attempt, and an unconfirmed cancel may be
 * followed by a confirmed one.
 */
const isLast = ({ type }: AuditEffect): boolean => type !== 'attempt_started' && type !== 'cancel_unconfirmed';

/** Whether an open command has effects that its row does not show yet, given its job's current attempt and status. */
export function hasNewEffects({ type, attempt, effects }: AuditEntry, job: AttemptStatus): boolean {
  if (job.attempt !== (attempt ?? 1)) return job.attempt > (attempt ?? 1);
  if (job.status === 'pending') return false;
  if (job.status === 'completed' || job.status === 'failed') return true;
  return effects.length === 0 && (type !== pause.accepted || job.status === 'paused');
}

/**
 * Returns the rows with the new effects of their commands; the same array if there are none. Entries themselves never
 * change.
 */
export function withNewEffects(rows: AuditEntry[], entries: readonly AuditEntry[]): AuditEntry[] {
  const read = new Map(entries.map((entry) => [entry.seq, entry]));
  const changed = ({ seq, effects }: AuditEntry) => (read.get(seq)?.effects.length ?? 0) > effects.length;
  return rows.some(changed) ? rows.map((row) => (changed(row) ? read.get(row.seq)! : row)) : rows;
}
