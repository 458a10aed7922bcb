import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { LastRebuild, ProjectionView } from '@reprise/contracts';
import { isDatabaseAway, readLastRebuild, type ReadModel } from '@reprise/read-model';
import { OneQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { projectionExample } from './examples.ts';

@Controller('projection')
export class ProjectionController {
  constructor(
    private readonly projector: ProjectorHost,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ShowProjection_show',
    summary: 'How far what is read here is behind the log',
    answer: projectionExample,
  })
  async show(@Query({ schema: OneQuery }) _: unknown): Promise<ProjectionView> {
    return { ...this.projector.view(), last_rebuild: await this.lastRebuild() };
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
