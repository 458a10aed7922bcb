import { Inject, Injectable } from '@nestjs/common';
import { queueExists, type Job } from '@reprise/job';
import { QueueStore } from '@reprise/job-store';
import { readFrontPriority, type ReadModel } from '@reprise/read-model';
import { wrongFields } from '../../shared/http/problem.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

/** Facts about queues that decisions on commands for jobs need. */
@Injectable()
export class QueueLookUps {
  constructor(
    private readonly store: QueueStore,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  /** @throws ProblemException 422 that names the field `queue` */
  async assertExists(queue: string): Promise<void> {
    if (!queueExists(queue, await this.store.state(queue)))
      throw wrongFields([{ field: 'queue', message: `there is none named ${queue}` }]);
  }

  /** Returns the lowest priority that puts a job ahead of all others in its queue; its own if it is already ahead. */
  frontPriority({ queue, job_id, priority }: Job): Promise<number> {
    return readFrontPriority(this.readModel, { queue, job_id, priority });
  }
}
