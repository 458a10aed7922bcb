import { Inject, Injectable } from '@nestjs/common';
import type { ExpectedRun } from '@reprise/contracts';
import { latestRuns, type ReadModel } from '@reprise/read-model';
import { Runners } from '../../shared/runners/runners.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { StoredJobs } from './stored-jobs.ts';
import { usualRange } from './usual-range.ts';

/** Completed jobs from which a new job's needs are estimated. */
const LAST_JOBS = 20;

/** Estimates of what new jobs take, from the last jobs of their pipelines. */
@Injectable()
export class ExpectedRuns {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly stored: StoredJobs,
    private readonly runners: Runners,
  ) {}

  async of(pipeline: string): Promise<ExpectedRun> {
    const runs = await latestRuns(this.readModel, pipeline, LAST_JOBS);
    const sizes = await this.stored.sizesOf(runs.filter(({ has_files }) => has_files));
    const active = this.runners.list(Date.now()).filter(({ alive, holds_back }) => alive && holds_back === null);
    return {
      pipeline,
      duration_ms: usualRange(runs.map(({ duration_ms }) => duration_ms)),
      disk_bytes: usualRange(sizes),
      free_slots:
        active.length === 0
          ? null
          : active.reduce((sum, { slots, slots_taken }) => sum + Math.max(0, slots - slots_taken), 0),
    };
  }
}
