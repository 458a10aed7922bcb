import { Controller, Inject, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { JobQueries } from '@reprise/gateway/jobs';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL, SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import type { ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { resourceRoutes, type JobResources, type PipelineResources, type ResourceSums } from '../../contract/index.ts';
import { latestCompleted, queueTimes, tasksOfJobs } from './read-resources.ts';
import { resourcesCsv } from './resources-csv.ts';
import { groupsOf, resourceSums } from './group-sums.ts';
import { sumJobs } from './sum-jobs.ts';
import { summarizeResources } from './summarize-resources.ts';
import { groupsCsv, jobsCsv } from './sums-csv.ts';
import { sumKnown } from './task-sums.ts';

/** Resources that the tasks of jobs requested and used. */
@Controller()
export class ResourcesController {
  private readonly rates;

  constructor(
    private readonly queries: JobQueries,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(SETTINGS) { rates }: Pick<GatewaySettings, 'rates'>,
  ) {
    this.rates = rates;
  }

  @Serve(resourceRoutes.show)
  show({ params: { id: jobId } }: Parsed<typeof resourceRoutes.show>): Promise<JobResources> {
    return this.resourcesOf(jobId);
  }

  @Serve(resourceRoutes.csv)
  async csv({ params: { id: jobId } }: Parsed<typeof resourceRoutes.csv>, @Res() response: Response): Promise<void> {
    sendTable(response, `${jobId.slice(0, 8)}.resources.csv`, resourcesCsv(await this.resourcesOf(jobId)));
  }

  @Serve(resourceRoutes.latest)
  async latest({
    params: { name: pipeline },
    query: { jobs },
  }: Parsed<typeof resourceRoutes.latest>): Promise<PipelineResources> {
    const ids = await latestCompleted(this.readModel, pipeline, jobs);
    return { pipeline, jobs: ids.length, ...(await this.summarize(ids)) };
  }

  @Serve(resourceRoutes.sums)
  async sums({ query }: Parsed<typeof resourceRoutes.sums>): Promise<ResourceSums> {
    return resourceSums(await sumJobs(this.readModel, query, this.rates), query.by, this.rates);
  }

  @Serve(resourceRoutes.sumsCsv)
  async sumsCsv({ query }: Parsed<typeof resourceRoutes.sumsCsv>, @Res() response: Response): Promise<void> {
    const jobs = await sumJobs(this.readModel, query, this.rates);
    const by = query.by && `by-${query.by.replace(':', '-')}`;
    const name = [query.pipeline, ...(query.label ?? []), query.month, by, 'resources.csv'].filter(Boolean).join('.');
    const currency = this.rates.prices?.currency ?? null;
    const table = query.by ? groupsCsv(groupsOf(jobs, query.by), query.by, currency) : jobsCsv(jobs, currency);
    sendTable(response, name, table);
  }

  /** @throws ProblemException 404 */
  private async resourcesOf(jobId: string): Promise<JobResources> {
    await this.queries.find(jobId);
    return this.summarize([jobId]);
  }

  private async summarize(jobIds: readonly string[]): Promise<JobResources> {
    const [tasks, waits] = await Promise.all([tasksOfJobs(this.readModel, jobIds), queueTimes(this.readModel, jobIds)]);
    return summarizeResources(
      [...tasks.values()],
      this.rates,
      sumKnown([...waits.values()].flatMap((months) => [...months.values()])),
    );
  }
}

const sendTable = (response: Response, name: string, table: string) =>
  response.attachment(name).type('text/csv; charset=utf-8').send(table);
