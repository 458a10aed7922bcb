import { Inject, Injectable, Logger } from '@nestjs/common';
import { JobStateCache } from '../state/job-state-cache.ts';
import { isOpen, leftOn, storageOf } from '@reprise/job';
import { WorkQueue } from '../attempt/work-queue.ts';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';
import { JobSizes } from './job-sizes.ts';

const EVERY_MS = 60_000;
const PASS = 'sizes';

/** Measures the sizes of jobs in the background, one pass at a time. */
@Injectable()
export class SizeMeasurements {
  readonly #logger = new Logger(SizeMeasurements.name);
  readonly #passes = new WorkQueue(() => this.#measure());

  constructor(
    private readonly cache: JobStateCache,
    private readonly sizes: JobSizes,
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  start(): void {
    this.cache.changed.subscribe((changed) => {
      if (!changed.startsWith('queue:')) this.#changed(changed);
    });
    this.lifetime.every(EVERY_MS, () => this.#passes.add(PASS));
    this.#passes.add(PASS);
  }

  #changed(jobId: string): void {
    const { state } = this.cache.job(jobId);
    if (state.status === 'unknown') return;
    const { storage_id } = this.options.identity;
    if (storageOf(state) !== storage_id && !leftOn(state, storage_id)) return;
    this.sizes.changed(jobId, state.launch?.work_dir);
    // Sizes are requested right after the end of an attempt or a clean.
    if (!isOpen(state)) this.#passes.add(PASS);
  }

  async #measure(): Promise<void> {
    const isRunning = (jobId: string) => isOpen(this.cache.job(jobId).state);
    const { signal } = this.lifetime;
    await this.sizes.measure(isRunning, signal).catch((error: unknown) => {
      if (!signal.aborted) this.#logger.warn(`Sizes of jobs were not kept: ${String(error)}`);
    });
  }
}
