import { runnerActor, runnerSource } from '@reprise/contracts';
import { newId, type EventLog } from '@reprise/event-log';
import { JobStore, type CommandContext, type Handled } from '@reprise/job-store';
import { isOpen, pendingAction, type Job, type JobState, type AttemptCommand, type StorageCommand } from '@reprise/job';
import { CachedJobStates } from './cached-job-states.ts';
import type { JobStateCache } from './job-state-cache.ts';

/**
 * Response to a command, with the job's state at that time. A refusal does not show whether the command is recorded,
 * because an earlier try may have recorded it without receiving the acknowledgement. The state does show that.
 */
export type HandledWithState = Handled & { readonly state: JobState };

/** Handles the commands of this runner, based on its cached states. */
export class RunnerCommands {
  readonly #store: JobStore;
  readonly #runnerId: string;

  constructor(log: EventLog, cache: JobStateCache, runnerId: string) {
    const states = new CachedJobStates(log, cache);
    this.#store = new JobStore(log, states, { maxTries: Infinity });
    this.#runnerId = runnerId;
  }

  /** @throws StreamChangedError if the log lost events that decisions were based on, because retries would never end */
  async handle(jobId: string, command: AttemptCommand | StorageCommand): Promise<HandledWithState> {
    const id = newId();
    const handled = await this.#store.handle(jobId, command, (job) => this.#contextOf(job, id));
    const { state } = await this.#store.known(jobId);
    return { ...handled, state };
  }

  /**
   * The command belongs to the pending request or to the command that abandoned the job or, if there is neither, to the
   * request for the attempt.
   */
  #contextOf(job: Job, id: string): CommandContext {
    const pending = pendingAction(job) ?? (isOpen(job) ? null : (job.abandoned ?? null));
    const { correlation_id, traceparent } = pending ?? job;
    return {
      id,
      actor: runnerActor(this.#runnerId),
      source: runnerSource(this.#runnerId),
      correlation_id,
      causation_id: pending?.event_id ?? job.requested_by,
      traceparent,
    };
  }
}
