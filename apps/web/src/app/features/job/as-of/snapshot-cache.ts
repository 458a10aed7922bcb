import type { AttemptView, JobView, TaskView } from '@reprise/contracts';
import type { Api } from '../../../core/api/api.ts';

/** A job as of the event with that sequence. */
export type Snapshot = { seq: number; job: JobView; attempts: AttemptView[]; tasks: TaskView[] };
export type SnapshotApi = Pick<Api, 'jobAsOf' | 'attemptsAsOf' | 'tasksAsOf'>;

const MAX_SNAPSHOTS = 100;

/**
 * Reads snapshots of a job and caches the latest ones. This is worthwhile because snapshots never change, and users
 * move the slider back and forth.
 */
export class SnapshotCache {
  private readonly api: SnapshotApi;
  private readonly id: string;
  private readonly cached = new Map<number, Snapshot>();

  constructor(api: SnapshotApi, id: string) {
    this.api = api;
    this.id = id;
  }

  async read(seq: number): Promise<Snapshot> {
    const known = this.cached.get(seq);
    if (known) return known;
    const [job, attempts, tasks] = await Promise.all([
      this.api.jobAsOf(this.id, seq),
      this.api.attemptsAsOf(this.id, seq),
      this.api.tasksAsOf(this.id, seq),
    ]);
    const snapshot = { seq, job, attempts: attempts.items, tasks: tasks.items };
    this.cached.set(seq, snapshot);
    const [oldest] = this.cached.keys();
    if (this.cached.size > MAX_SNAPSHOTS && oldest !== undefined) this.cached.delete(oldest);
    return snapshot;
  }
}
