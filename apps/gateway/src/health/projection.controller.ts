import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { LastRebuild, ProjectionView } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { isDatabaseAway, readLastRebuild, type ReadModel } from '@reprise/read-model';
import { OneQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { EVENT_LOG, READ_MODEL } from '../shared/servers/tokens.ts';
import { projectionExample } from './examples.ts';
import { logProblem } from './log-problem.ts';

@Controller('projection')
export class ProjectionController {
  constructor(
    private readonly projector: ProjectorHost,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ShowProjection_show',
    summary: 'How far what is read here is behind the log',
    answer: projectionExample,
  })
  async show(@Query({ schema: OneQuery }) _: unknown): Promise<ProjectionView> {
    const view = this.projector.view();
    // Without its log the projection knows of no event that it misses.
    const [problem, last_rebuild] = await Promise.all([view.problem ?? logProblem(this.log), this.lastRebuild()]);
    return { ...view, problem, last_rebuild };
  }

  /** Null while the database is away: the projector's state is needed most then. */
  private async lastRebuild(): Promise<LastRebuild | null> {
    try {
      return await readLastRebuild(this.readModel);
    } catch (error) {
      if (isDatabaseAway(error)) return null;
      throw error;
    }
  }
}
