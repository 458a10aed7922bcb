import { Injectable, Logger } from '@nestjs/common';
import { GATEWAY, GATEWAY_SOURCE, LostAttemptReport } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { isOpen, pendingAction, type Job, type JobCommand, type KnownJob } from '@reprise/job';
import { JobStore, type CommandContext } from '@reprise/job-store';
import { FollowedLog } from '../shared/servers/followed-log.ts';
import { Runners } from '../shared/runners/runners.ts';

/**
 * Fails attempts of lost runners. A runner reports them, but must not fail them itself, because then it could end any
 * other runner's attempt. The gateway checks the report against the heartbeats that it received.
 */
@Injectable()
export class LostAttempts {
  readonly #logger = new Logger(LostAttempts.name);

  constructor(
    private readonly runners: Runners,
    private readonly store: JobStore,
    private readonly log: FollowedLog,
  ) {}

  /**
   * Handles a report. Ignores messages that are not reports, and reports about active runners. `now` in milliseconds.
   */
  async report(message: unknown, now: number): Promise<void> {
    const { success, data } = LostAttemptReport.safeParse(message);
    if (!success) return;
    const id = newId();
    try {
      await this.log.assertSame();
      await this.store.handle(
        data.job_id,
        async (known) => this.#failure(known, data, now),
        (job) => contextOf(job, id),
      );
    } catch (error) {
      // The runner reports it again.
      if (!(error instanceof NotLostError)) this.#logger.warn(`Job ${data.job_id}: ${String(error)}`);
    }
  }

  /** @throws NotLostError */
  #failure({ state }: KnownJob, { reporter, attempt }: LostAttemptReport, now: number): JobCommand {
    if (!isOpen(state) || state.attempt !== attempt || !state.claimed_by) throw new NotLostError();
    const lease = this.runners.lostFor(state.claimed_by, reporter, now);
    if (lease === null) throw new NotLostError();
    const message = `Runner ${this.runners.titleOf(state.claimed_by)} was not heard for ${String(Math.round(lease / 1000))} s. Resume the job when it is back, or rerun it.`;
    return {
      name: 'fail',
      attempt,
      cause: 'runner_lost',
      message,
      exit_code: null,
      signal: null,
      failing_step: null,
      failing_task: null,
      stderr_tail: [],
      duration_ms: null,
      processes_ended: 0,
    };
  }
}

class NotLostError extends Error {
  override readonly name = 'NotLostError';
}

/** The failure belongs to the pending request or, if there is none, to the request for the attempt. */
function contextOf(job: Job, id: string): CommandContext {
  const pending = pendingAction(job);
  const { correlation_id, traceparent } = pending ?? job;
  const causation_id = pending?.event_id ?? job.requested_by;
  return { id, actor: GATEWAY, source: GATEWAY_SOURCE, correlation_id, causation_id, traceparent };
}
