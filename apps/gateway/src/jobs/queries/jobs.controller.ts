import { Controller, Inject } from '@nestjs/common';
import {
  MAX_BULK_JOBS,
  type AttemptView,
  type HistoryEntry,
  type JobIds,
  type JobsSummary,
  type JobView,
  type Page,
  type TaskView,
} from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { jobRoutes } from '@reprise/contracts/routes';
import { countJobs, idsThatMatch, listJobs, summarizeJobs, type ReadModel } from '@reprise/read-model';
import { Serve } from '../../shared/http/serve.ts';
import { PeopleDirectory, withNamed } from '../../shared/access/people-directory.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { tooManyJobs } from './too-many-jobs.ts';
import { JobQueries } from './job-queries.ts';

@Controller()
export class JobsController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly queries: JobQueries,
    private readonly people: PeopleDirectory,
  ) {}

  @Serve(jobRoutes.list)
  async list({ query }: Parsed<typeof jobRoutes.list>): Promise<Page<JobView>> {
    const read = (named: readonly string[] = []) => listJobs(this.readModel, { ...query, named });
    if (!query.q) return read();
    // Most search terms match no user name, so page and names are read in parallel.
    const [page, { named }] = await Promise.all([read(), withNamed(this.people, query)]);
    return named.length === 0 ? page : read(named);
  }

  @Serve(jobRoutes.summarize)
  async summarize({ query }: Parsed<typeof jobRoutes.summarize>): Promise<JobsSummary> {
    return summarizeJobs(this.readModel, await withNamed(this.people, query));
  }

  @Serve(jobRoutes.ids)
  async ids({ query }: Parsed<typeof jobRoutes.ids>): Promise<JobIds> {
    const filter = await withNamed(this.people, query);
    const found = await idsThatMatch(this.readModel, filter, MAX_BULK_JOBS + 1);
    if (found.job_ids.length > MAX_BULK_JOBS) throw tooManyJobs(await countJobs(this.readModel, filter));
    return found;
  }

  @Serve(jobRoutes.show)
  show({ params: { id: jobId }, query }: Parsed<typeof jobRoutes.show>): Promise<JobView> {
    return this.queries.show(jobId, query);
  }

  @Serve(jobRoutes.history)
  history({ params: { id: jobId }, query: page }: Parsed<typeof jobRoutes.history>): Promise<Page<HistoryEntry>> {
    return this.queries.history(jobId, page);
  }

  @Serve(jobRoutes.attempts)
  attempts({ params: { id: jobId }, query }: Parsed<typeof jobRoutes.attempts>): Promise<Page<AttemptView>> {
    return this.queries.attempts(jobId, query);
  }

  @Serve(jobRoutes.tasks)
  tasks({ params: { id: jobId }, query }: Parsed<typeof jobRoutes.tasks>): Promise<Page<TaskView>> {
    return this.queries.tasks(jobId, query);
  }
}
