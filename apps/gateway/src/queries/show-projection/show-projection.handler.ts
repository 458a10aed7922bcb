import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ProjectionView } from '@reprise/contracts';
import { ProjectorHost } from '../../infrastructure/projector-host.ts';

export class ShowProjection extends Query<ProjectionView> {}

@QueryHandler(ShowProjection)
export class ShowProjectionHandler implements IQueryHandler<ShowProjection> {
  constructor(private readonly host: ProjectorHost) {}

  async execute(): Promise<ProjectionView> {
    return this.host.view();
  }
}
