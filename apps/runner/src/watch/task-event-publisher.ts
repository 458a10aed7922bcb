import { tasksByRunnerFilter, type TaskEvent } from '@reprise/contracts';
import { eventsOf, InvalidEventError, type EventLog } from '@reprise/event-log';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { truncateEvent } from './truncate-event.ts';

/** Appends an attempt's task and observation events, each of them once. First reads which of them are in the log. */
export class TaskEventPublisher {
  readonly #log: EventLog;
  readonly #ids: Set<string>;
  readonly #onWarning: (problem: string) => void;

  private constructor(log: EventLog, ids: Set<string>, onWarning: (problem: string) => void) {
    this.#log = log;
    this.#ids = ids;
    this.#onWarning = onWarning;
  }

  /** `onWarning` receives omitted events, with reasons. */
  static async open(
    { job, run, attempt }: StartedAttempt,
    log: EventLog,
    onWarning: (problem: string) => void,
  ): Promise<TaskEventPublisher> {
    const events = await eventsOf(log.read(tasksByRunnerFilter(job.job_id, run.runner_id)));
    const ofAttempt = events.filter((event) => 'attempt' in event.data && event.data.attempt === attempt);
    return new TaskEventPublisher(log, new Set(ofAttempt.map(({ id }) => id)), onWarning);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /**
   * Drops an event that the log will never accept, with a warning, because the end of the attempt must not wait for it.
   */
  async publish(event: TaskEvent): Promise<void> {
    if (this.has(event.id)) return;
    try {
      await this.#log.append(truncateEvent(event, this.#onWarning));
    } catch (error) {
      if (!(error instanceof InvalidEventError)) throw error;
      this.#onWarning(`not recorded: ${error.message}`);
    }
    this.#ids.add(event.id);
  }
}
