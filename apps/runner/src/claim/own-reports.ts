import { Inject, Injectable } from '@nestjs/common';
import { runnerActor, runnerSource } from '@reprise/contracts';
import { newId, type EventLog } from '@reprise/event-log';
import type { RunnerTargetCommand } from '@reprise/job';
import { RunnerStore } from '@reprise/job-store';
import { JobStateCache } from '../state/job-state-cache.ts';
import { OwnState } from '../state/own-state.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { EVENT_LOG, RUNNER_OPTIONS } from '../base/tokens.ts';

/** Reports of this runner about itself. */
@Injectable()
export class OwnReports {
  readonly #store: RunnerStore;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    private readonly cache: JobStateCache,
    private readonly own: OwnState,
    @Inject(RUNNER_OPTIONS) private readonly options: Pick<RunnerOptions, 'identity' | 'storageProof'>,
  ) {
    this.#store = new RunnerStore(log);
  }

  /**
   * Reports that this runner is draining and has no attempts left. Does nothing otherwise.
   * @throws LogUnavailableError if the log does not answer
   */
  async reportIfDrained(): Promise<void> {
    const { runner_id } = this.options.identity;
    const { drain } = this.own.state;
    if (!drain || drain.drained_at !== null || this.cache.openJobs().some((job) => job.claimed_by === runner_id))
      return;
    await this.#report({ name: 'report_drained' });
  }

  /**
   * Records this runner's storage. Does nothing if the log already contains it.
   * @throws LogUnavailableError if the log does not answer
   */
  async announceStorage(): Promise<void> {
    const { identity, storageProof } = this.options;
    const { storage_id } = identity;
    const { storage } = this.own.state;
    if (!storageProof || (storage?.storage_id === storage_id && storage.public_key === storageProof.public_key)) return;
    await this.#report({ name: 'announce_storage', storage_id, public_key: storageProof.public_key });
  }

  async #report(report: RunnerTargetCommand): Promise<void> {
    const { runner_id } = this.options.identity;
    const id = newId();
    await this.#store.handle(runner_id, report, {
      id,
      actor: runnerActor(runner_id),
      source: runnerSource(runner_id),
      correlation_id: id,
      causation_id: id,
    });
  }
}
