import { Inject, Injectable } from '@nestjs/common';
import { runnerActor, runnerSource } from '@reprise/contracts';
import { newId, type EventLog } from '@reprise/event-log';
import { RunnerStore } from '@reprise/job-store';
import { JobStateCache } from '../state/job-state-cache.ts';
import { OwnState } from '../state/own-state.ts';
import type { RunnerOptions } from '../wiring/runner-options.ts';
import { EVENT_LOG, RUNNER_OPTIONS } from '../wiring/tokens.ts';

/** Reports that a draining runner has no attempt left. */
@Injectable()
export class DrainReport {
  readonly #store: RunnerStore;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    private readonly cache: JobStateCache,
    private readonly own: OwnState,
    @Inject(RUNNER_OPTIONS) private readonly options: Pick<RunnerOptions, 'identity'>,
  ) {
    this.#store = new RunnerStore(log);
  }

  /** Does nothing unless it is so. @throws LogUnavailableError the log does not answer */
  async reportIfDrained(): Promise<void> {
    const { runner_id } = this.options.identity;
    const { drain } = this.own.state;
    if (!drain || drain.drained_at !== null || this.cache.openJobs().some((job) => job.claimed_by === runner_id))
      return;
    const id = newId();
    await this.#store.handle(
      runner_id,
      { name: 'report_drained' },
      {
        id,
        ...{ actor: runnerActor(runner_id), source: runnerSource(runner_id) },
        ...{ correlation_id: id, causation_id: id },
      },
    );
  }
}
