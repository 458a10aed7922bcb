import { Controller, Inject } from '@nestjs/common';
import type { Page, QueueView, WaitingPage } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { queueRoutes } from '@reprise/contracts/routes';
import { medianDurations, pageOfList, readQueues, type QueueContent, type ReadModel } from '@reprise/read-model';
import { Serve } from '../../shared/http/serve.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { memoizeFor } from '../../shared/metrics/memoize-for.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { ProjectorHost } from '../../shared/servers/projector-host.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { queueView, sizesOf, waitingPage } from './queue-view.ts';

/** Interval at which medians are computed, because medians of many runs hardly change. */
const MEDIANS_EVERY_MS = 60_000;

@Controller()
export class QueuesController {
  readonly #medians: () => Promise<Map<string, number>>;

  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly runners: Runners,
    private readonly projector: ProjectorHost,
  ) {
    this.#medians = memoizeFor(MEDIANS_EVERY_MS, () => medianDurations(readModel));
  }

  @Serve(queueRoutes.list)
  async list({ query }: Parsed<typeof queueRoutes.list>): Promise<Page<QueueView>> {
    const { queues, outlook } = await this.read();
    return pageOfList(
      queues.map((queue) => queueView(queue, outlook, others(queues, queue))),
      query,
    );
  }

  @Serve(queueRoutes.waiting)
  async waiting({ params: { name }, query }: Parsed<typeof queueRoutes.waiting>): Promise<WaitingPage> {
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
    const isUnheard = this.projector.isUnheard && !heard.some(({ alive }) => alive);
    return { queues, outlook: { runners: sizesOf(heard), heard, isUnheard, medians, now } };
  }
}

const others = (queues: readonly QueueContent[], queue: QueueContent) => queues.filter((other) => other !== queue);
