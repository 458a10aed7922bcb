import { Inject, Injectable } from '@nestjs/common';
import type { KnownJob } from '@reprise/job';
import type { RecordedClass } from '@reprise/gateway/jobs';
import type { ChangeFeed, ReadModel } from '@reprise/read-model';
import { ProblemException, unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { CHANGE_FEED, READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { signable } from '../recorded/classifications.ts';

const TIMEOUT_MS = 5_000;

/** Classes that were recorded, as of the state on which a command is decided. */
@Injectable()
export class RecordedClasses {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(CHANGE_FEED) private readonly feed: Pick<ChangeFeed, 'waitFor'>,
  ) {}

  /**
   * @param seq sequence of the classification event
   * @throws ProblemException 404 if the job has no such class; 503 if the tables are behind the job's state
   */
  async of({ state, life_seq }: KnownJob, seq: number): Promise<RecordedClass> {
    if (!(await this.feed.waitFor(life_seq, TIMEOUT_MS)))
      throw unavailable('The classes of this job cannot be read yet. Try again soon.', 1);
    const found = state.status === 'unknown' ? undefined : await signable(this.readModel, state.job_id, seq);
    if (!found) throw new ProblemException(404, 'There is no such class recorded in this job.');
    return found;
  }
}
