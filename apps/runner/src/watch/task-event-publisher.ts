import { jobKindFilter, type TaskEvent } from '@reprise/contracts';
import { eventsOf, InvalidEventError, type EventLog } from '@reprise/event-log';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { truncateEvent } from './truncate-event.ts';

/** Sends what is observed of an attempt, each fact once: what the log has already is read first. */
export class TaskEventPublisher {
  readonly #log: EventLog;
  readonly #ids: Set<string>;
  readonly #tell: (problem: string) => void;

  private constructor(log: EventLog, ids: Set<string>, tell: (problem: string) => void) {
    this.#log = log;
    this.#ids = ids;
    this.#tell = tell;
  }

  /** `tell`: what is left out, and why. */
  static async of(
    { job, attempt }: StartedAttempt,
    log: EventLog,
    tell: (problem: string) => void,
  ): Promise<TaskEventPublisher> {
    const events = await eventsOf(log.read(jobKindFilter(job.job_id, 'task')));
    const ofAttempt = events.filter((event) => 'attempt' in event.data && event.data.attempt === attempt);
    return new TaskEventPublisher(log, new Set(ofAttempt.map(({ id }) => id)), tell);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** A fact that the log will never take is told and passed over: an ending must not wait for it. */
  async send(event: TaskEvent): Promise<void> {
    if (this.has(event.id)) return;
    try {
      await this.#log.append(truncateEvent(event, this.#tell));
    } catch (error) {
      if (!(error instanceof InvalidEventError)) throw error;
      this.#tell(`not recorded: ${error.message}`);
    }
    this.#ids.add(event.id);
  }
}
