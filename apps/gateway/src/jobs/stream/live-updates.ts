import type { JobView, TaskView } from '@reprise/contracts';
import { readJobs, readTasks, type Change, type ReadModel, type TaskKey } from '@reprise/read-model';
import { Observable, share } from 'rxjs';

/** Rows that a commit of the projection changed, as they now read. */
export interface Update {
  readonly after: number;
  readonly seq: number;
  readonly jobs: readonly JobView[];
  readonly tasks: readonly (TaskView & { readonly job_id: string })[];
  readonly history: Change['history'];
}

/** Reads the rows that a change touched. */
export type ReadUpdate = (change: Change) => Promise<Update>;

export const readUpdate =
  (readModel: ReadModel): ReadUpdate =>
  async ({ after, seq, jobs, tasks, history }) => ({
    ...{ after, seq, history },
    jobs: await readJobs(readModel, jobs),
    tasks: await readTasks(readModel, tasks),
  });

/** Reads each change once for all listeners. Changes during a read are joined into one. */
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
    history: [...a.history, ...b.history],
  };
}
