import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { LastRebuild, ProjectionView } from '@reprise/contracts';
import { isDatabaseAway, readLastRebuild, type ReadModel } from '@reprise/read-model';
import { ProjectorHost } from '../../shared/servers/projector-host.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

export class ShowProjection extends Query<ProjectionView> {}

@QueryHandler(ShowProjection)
export class ShowProjectionHandler implements IQueryHandler<ShowProjection> {
  constructor(
    private readonly host: ProjectorHost,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  async execute(): Promise<ProjectionView> {
    return { ...this.host.view(), last_rebuild: await this.#lastRebuild() };
  }

  /** How it stands is told also while the database is away: above all then. */
  async #lastRebuild(): Promise<LastRebuild | null> {
    try {
      return await readLastRebuild(this.readModel);
    } catch (error) {
      if (isDatabaseAway(error)) return null;
      throw error;
    }
  }
}
