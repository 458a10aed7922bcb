import { Controller, Get, Query } from '@nestjs/common';
import type { Page, RunnerView } from '@reprise/contracts';
import { isWorkPause, untouchedRunner, workPause, workTime, type RunnerState } from '@reprise/job';
import { pageOfList } from '@reprise/read-model';
import { ListQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { runnersExample } from './examples.ts';
import { Runners } from '../shared/runners/runners.ts';
import { RunnerStates } from '../shared/runners/runner-states.ts';

@Controller('runners')
export class RunnersController {
  constructor(
    private readonly runners: Runners,
    private readonly states: RunnerStates,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListRunners_list',
    summary: 'The runners: whether they live, what they have, and whether they take jobs',
    answer: runnersExample,
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<RunnerView>> {
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

/** Obstacle of a runner, without a drain or a schedule that were ended since its last heartbeat. */
const obstacleNow = (told: string | null, state: RunnerState, now: number): string | null =>
  told !== null && isWorkPause(told) && workPause(state, now) === null ? null : told;
