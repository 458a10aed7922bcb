import { Controller } from '@nestjs/common';
import type { Page, RunnerView } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { runnerRoutes } from '@reprise/contracts/routes';
import { isWorkPause, untouchedRunner, workPause, workTime, type RunnerState } from '@reprise/job';
import { pageOfList } from '@reprise/read-model';
import { Serve } from '../shared/http/serve.ts';
import { Runners } from '../shared/runners/runners.ts';
import { RunnerStates } from '../shared/runners/runner-states.ts';

@Controller()
export class RunnersController {
  constructor(
    private readonly runners: Runners,
    private readonly states: RunnerStates,
  ) {}

  @Serve(runnerRoutes.list)
  async list({ query }: Parsed<typeof runnerRoutes.list>): Promise<Page<RunnerView>> {
    const now = Date.now();
    const states = await this.states.read(now);
    const views = this.runners.list(now).map((runner): RunnerView => {
      const state = states.get(runner.runner_id) ?? untouchedRunner.state;
      const { drain, schedule } = state;
      const holds_back = obstacleNow(runner.holds_back, state, now);
      return { ...runner, holds_back, drain, schedule, work_time: workTime(schedule, now) };
    });
    return pageOfList(views, query);
  }
}

/** Obstacle of a runner, unless it is a drain or schedule that ended since its last heartbeat. */
const obstacleNow = (obstacle: string | null, state: RunnerState, now: number): string | null =>
  obstacle !== null && isWorkPause(obstacle) && workPause(state, now) === null ? null : obstacle;
