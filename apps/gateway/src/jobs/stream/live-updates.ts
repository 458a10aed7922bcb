import { kindOf, type JobView, type TaskView } from '@reprise/contracts';
import { readJobs, readTasks, type Change, type ReadModel, type TaskKey } from '@reprise/read-model';
import { Observable, share } from 'rxjs';

/** Current rows that a commit of the projection changed. */
export interface Update {
  readonly after: number;
  readonly seq: number;
  readonly jobs: readonly JobView[];
  readonly tasks: readonly (TaskView & { readonly job_id: string })[];
  /** Queues whose order, slots or settings changed. */
  readonly queues: readonly string[];
  readonly history: Change['history'];
}

/** Reads the rows that a change touched. */
export type ReadUpdate = (change: Change) => Promise<Update>;

export const readUpdate =
  (readModel: ReadModel): ReadUpdate =>
  async ({ after, seq, jobs: changed, tasks, queues, history }) => {
    const jobs = await readJobs(readModel, changed);
    return {
      after,
      seq,
      history,
      jobs,
      tasks: await readTasks(readModel, tasks),
      queues: [...new Set([...queues, ...queuesOf(jobs, history)])],
    };
  };

/** Queues of the jobs that had a lifecycle event, because these jobs entered, left or changed their position. */
function queuesOf(jobs: readonly JobView[], history: Change['history']): string[] {
  const moves = history.filter(({ type }) => kindOf(type) === 'life');
  const moved = new Set(moves.map(({ job_id }) => job_id));
  const left = moves.flatMap(({ data }) => (typeof data['from'] === 'string' ? [data['from']] : []));
  return [...left, ...jobs.flatMap(({ job_id, queue }) => (moved.has(job_id) ? [queue] : []))];
}

/** Reads each change once for all listeners. Changes during a read are combined. */
export function liveUpdates(changes: Observable<Change>, read: ReadUpdate): Observable<Update> {
  return new Observable<Update>((subscriber) => {
    let waiting: Change | null = null;
    let reading = false;
    const drain = async (): Promise<void> => {
      if (reading) return;
      reading = true;
      while (waiting && !subscriber.closed) {
        const change: Change = waiting;
        waiting = null;
        subscriber.next(await read(change));
      }
      reading = false;
    };
    return changes.subscribe({
      next: (change) => {
        waiting = waiting ? joined(waiting, change) : change;
        drain().catch((error: unknown) => subscriber.error(error));
      },
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
  }).pipe(share());
}

function joined(a: Change, b: Change): Change {
  const tasks = new Map<string, TaskKey>(
    [...a.tasks, ...b.tasks].map((key) => [`${key.job_id} ${String(key.attempt)} ${key.hash}`, key]),
  );
  return {
    after: a.after,
    seq: b.seq,
    jobs: [...new Set([...a.jobs, ...b.jobs])],
    tasks: [...tasks.values()],
    queues: [...new Set([...a.queues, ...b.queues])],
    history: [...a.history, ...b.history],
  };
}
