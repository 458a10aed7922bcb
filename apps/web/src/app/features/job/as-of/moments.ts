import type { AttemptView, JobView, TaskView } from '@reprise/contracts';
import type { Api } from '../../../core/api.ts';

/** A job as it was after one of its events. */
export type Moment = { seq: number; job: JobView; attempts: AttemptView[]; tasks: TaskView[] };
export type ReadsPast = Pick<Api, 'jobAsOf' | 'attemptsAsOf' | 'tasksAsOf'>;

const KEPT = 100;

/** Reads past moments of a job, and keeps the latest: the past does not change, and a slider goes back and forth. */
export class Moments {
  private readonly api: ReadsPast;
  private readonly id: string;
  private readonly kept = new Map<number, Moment>();

  constructor(api: ReadsPast, id: string) {
    this.api = api;
    this.id = id;
  }

  async read(seq: number): Promise<Moment> {
    const known = this.kept.get(seq);
    if (known) return known;
    const [job, attempts, tasks] = await Promise.all([
      this.api.jobAsOf(this.id, seq),
      this.api.attemptsAsOf(this.id, seq),
      this.api.tasksAsOf(this.id, seq),
    ]);
    const moment = { seq, job, attempts: attempts.items, tasks: tasks.items };
    this.kept.set(seq, moment);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return moment;
  }
}
