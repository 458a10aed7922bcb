import { Controller, Get, Query } from '@nestjs/common';
import type { Page, RunnerView } from '@reprise/contracts';
import { untouchedRunner, workTime } from '@reprise/job';
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
      const { drain, schedule } = states.get(runner.runner_id) ?? untouchedRunner.state;
      return { ...runner, drain, schedule, work_time: workTime(schedule, now) };
    });
    return pageOfList(views, query);
  }
}
