import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueueName, type Page, type QueueView, type WaitingPage } from '@reprise/contracts';
import { medianDurations, pageOfList, readQueues, type QueueContent, type ReadModel } from '@reprise/read-model';
import { z } from 'zod';
import { ListQuery, PageQuery } from '../../shared/http/page-query.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { memoizeFor } from '../../shared/metrics/memoize-for.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { queuesExample, waitingExample } from '../examples.ts';
import { queueView, sizesOf, waitingPage } from './queue-view.ts';

/** Medians of many runs hardly change. */
const MEDIANS_EVERY_MS = 60_000;

const WaitingQuery = PageQuery.omit({ cursor: true }).extend({
  q: z.string().max(200).optional(),
  /** Place in the line, or among what matches, from 0. */
  from: z.coerce.number().int().min(0).default(0),
});
type WaitingQuery = z.infer<typeof WaitingQuery>;

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
    const { queues, outlook } = await this.read();
    return pageOfList(
      queues.map((queue) => queueView(queue, outlook, others(queues, queue))),
      query,
    );
  }

  @Get(':name/waiting')
  @DescribeQuery({
    operationId: 'ListWaiting_list',
    summary:
      'The line of a queue, or what matches a search in it, from a place on; the line may move between two reads',
    answer: waitingExample,
    problems: ['unknown_queue'],
  })
  async waiting(
    @Param('name', { schema: QueueName }) name: string,
    @Query({ schema: WaitingQuery }) query: WaitingQuery,
  ): Promise<WaitingPage> {
    const { queues, outlook } = await this.read();
    const queue = queues.find((each) => each.name === name);
    if (!queue) throw new ProblemException(404, `There is no queue ${name}.`);
    return waitingPage(queue, outlook, others(queues, queue), query);
  }

  private async read() {
    const [queues, medians] = await Promise.all([
      readQueues(this.readModel),
      this.#medians().catch(() => new Map<string, number>()),
    ]);
    const now = Date.now();
    const heard = this.runners.list(now);
    return { queues, outlook: { runners: sizesOf(heard), heard, medians, now } };
  }
}

const others = (queues: readonly QueueContent[], queue: QueueContent) => queues.filter((other) => other !== queue);
