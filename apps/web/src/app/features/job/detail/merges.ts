import {
  typedEntry,
  type AttemptView,
  type HistoryEntry,
  type JobView,
  type TaskView,
  type TypedHistoryEntry,
} from '@reprise/contracts';
import { hasEnded } from '../../../shared/status/status.ts';

/** Replaces or adds a task, by its hash. */
export function withTask(tasks: TaskView[], task: TaskView): TaskView[] {
  const at = tasks.findIndex(({ hash }) => hash === task.hash);
  return at < 0 ? [...tasks, task] : tasks.with(at, task);
}

/**
 * Merges a job from the stream, which does not check whether the work dir still exists. If an earlier read of the same
 * failed attempt found that it cannot be resumed, that is kept.
 */
export function withResumability(job: JobView, before: JobView | null): JobView {
  const same = before?.status === 'failed' && job.status === 'failed' && job.attempt === before.attempt;
  if (!same || before.resumable.possible) return job;
  return { ...job, resumable: before.resumable, allowed_actions: before.allowed_actions };
}

/** The attempts. If the job has ended, so has the latest attempt, although it is not read again until a while later. */
export function withEnd(attempts: AttemptView[], job: JobView | null): AttemptView[] {
  if (!job || !hasEnded(job)) return attempts;
  const { failure, completed_at } = job;
  const unsuccessful = failure?.cause === 'cancelled' ? 'cancelled' : 'failed';
  const status = job.status === 'completed' ? 'succeeded' : unsuccessful;
  return attempts.map((view) => {
    const open = view.attempt === job.attempt && (view.status === 'pending' || view.status === 'running');
    return open ? { ...view, status, failure, completed_at } : view;
  });
}

/** Merges the entries of two histories in log order, without duplicates. Returns the same array if no entry is new. */
export function withEntries(known: TypedHistoryEntry[], more: HistoryEntry[]): TypedHistoryEntry[] {
  const seqs = new Set(known.map(({ seq }) => seq));
  const fresh = more.filter(({ seq }) => !seqs.has(seq));
  return fresh.length ? [...known, ...fresh.map(typedEntry)].toSorted((a, b) => a.seq - b.seq) : known;
}
