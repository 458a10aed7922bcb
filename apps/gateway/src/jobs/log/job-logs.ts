import { Inject, Injectable } from '@nestjs/common';
import { jobKindFilter, type DataOf, type TextResponse } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import type { logRoutes } from '@reprise/contracts/routes';
import type { EventLog } from '@reprise/event-log';
import { readJobState, type ReadModel } from '@reprise/read-model';
import { ProblemException, unavailable, jobNotFound } from '../../shared/http/problem.ts';
import { Storages } from '../storages.ts';
import { EVENT_LOG, READ_MODEL } from '../../shared/servers/tokens.ts';

const MAX_BYTES = 256 * 1024;

type LogQuery = Parsed<typeof logRoutes.read>['query'];
type WholeLogQuery = Parsed<typeof logRoutes.download>['query'];

/** Reads logs of attempts and tasks from their runners. */
@Injectable()
export class JobLogs {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly storages: Storages,
  ) {}

  /** @throws ProblemException 404 if the job or the attempt is unknown, 503 if its runner does not answer */
  async read(jobId: string, query: LogQuery): Promise<TextResponse> {
    const { state } = await readJobState(this.readModel, jobId);
    if (state.status === 'unknown') throw jobNotFound(jobId);
    const { attempt = state.attempt, file, offset, limit } = query;
    if (attempt > state.attempt) throw new ProblemException(404, `This job has no attempt ${String(attempt)}.`);
    const started = await this.startOf(jobId, attempt);
    if (!started) return { text: '', next_offset: 0, size: 0 };
    const { work_dir } = started;
    const asked = { job_id: jobId, attempt, file, work_dir, offset, limit };
    const answer = await this.storages.readText(started, asked);
    if (answer) return answer;
    throw unavailable('The runner that keeps this log does not answer now. It is read again when that is back.', 5);
  }

  /** Reads a log to its end in parts. @throws like `read`, before the first part */
  async *readWhole(jobId: string, query: WholeLogQuery): AsyncGenerator<string> {
    for (let offset = 0, size = 1; offset < size;) {
      const part = await this.read(jobId, { ...query, offset, limit: MAX_BYTES });
      yield part.text;
      if (part.next_offset === offset) return;
      ({ next_offset: offset, size } = part);
    }
  }

  /** Returns the storage and work dir of an attempt; null if it has not started. */
  private async startOf(
    jobId: string,
    attempt: number,
  ): Promise<Pick<DataOf<'attempt_started'>, 'runner_id' | 'storage_id' | 'work_dir'> | null> {
    for await (const { event } of this.log.read(jobKindFilter(jobId, 'life')))
      if (event?.type === 'attempt_started' && event.data.attempt === attempt) return event.data;
    return null;
  }
}
