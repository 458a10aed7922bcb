import { Controller } from '@nestjs/common';
import type { JobUsage } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { jobRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { filesAway, Storages } from '../storages.ts';

/** Counts a job's files before a rerun deletes them. */
@Controller()
export class JobUsageController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Serve(jobRoutes.usage)
  async count({ params: { id: jobId } }: Parsed<typeof jobRoutes.usage>): Promise<JobUsage> {
    const usage = await this.storages.usageOf(await this.queries.find(jobId));
    if (usage) return usage;
    throw filesAway();
  }
}
