import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Page, QueueView } from '@reprise/contracts';
import { medianDurations, pageOfList, readQueues, type ReadModel } from '@reprise/read-model';
import { ListQuery } from '../../shared/http/page-query.ts';
import { memoizeFor } from '../../shared/metrics/memoize-for.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { queuesExample } from '../examples.ts';
import { queueView, sizesOf } from './queue-view.ts';

/** Medians of many runs hardly change. */
const MEDIANS_EVERY_MS = 60_000;

@Controller('queues')
export class QueuesController {
  readonly #medians: () => Promise<Map<string, number>>;

  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly runners: Runners,
  ) {
    this.#medians = memoizeFor(MEDIANS_EVERY_MS, () => medianDurations(readModel));
  }

  @Get()
  @DescribeQuery({
    operationId: 'ListQueues_list',
    summary: 'The queues: pause, limit, what runs, and the line of waiting jobs with their expected waits',
    answer: queuesExample,
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<QueueView>> {
    const [queues, medians] = await Promise.all([
      readQueues(this.readModel),
      this.#medians().catch(() => new Map<string, number>()),
    ]);
    const now = Date.now();
    const heard = this.runners.list(now);
    const outlook = { runners: sizesOf(heard), heard, medians, now };
    return pageOfList(
      queues.map((queue) =>
        queueView(
          queue,
          outlook,
          queues.filter((other) => other !== queue),
        ),
      ),
      query,
    );
  }
}
