import { Controller, Inject } from '@nestjs/common';
import type { LastRebuild, ProjectionView } from '@reprise/contracts';
import { projectionRoutes } from '@reprise/contracts/routes';
import type { EventLog } from '@reprise/event-log';
import { isDatabaseAway, readLastRebuild, type ReadModel } from '@reprise/read-model';
import { Serve } from '../shared/http/serve.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { EVENT_LOG, READ_MODEL } from '../shared/servers/tokens.ts';
import { logProblem } from './log-problem.ts';

@Controller()
export class ProjectionController {
  constructor(
    private readonly projector: ProjectorHost,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Serve(projectionRoutes.show)
  async show(): Promise<ProjectionView> {
    const view = this.projector.view();
    // While the log does not answer, the projector cannot report events that it has missed.
    const [problem, last_rebuild] = await Promise.all([view.problem ?? logProblem(this.log), this.lastRebuild()]);
    return { ...view, problem, last_rebuild };
  }

  /** Null while the database is unreachable, when the projector's state is needed most. */
  private async lastRebuild(): Promise<LastRebuild | null> {
    try {
      return await readLastRebuild(this.readModel);
    } catch (error) {
      if (isDatabaseAway(error)) return null;
      throw error;
    }
  }
}
